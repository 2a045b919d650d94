/**
 * A mail's outline becomes both of its bodies, so that HTML and plain text say the same by construction. One block a line:
 *
 *   say KEY               a paragraph: the sentence KEY
 *   note KEY              the same, set off: what one must not miss
 *   quiet KEY             the same, smaller: for those whom it concerns
 *   step KEY              one of several numbered steps
 *   fact KEY VALUE        "Your user name: mara.lindqvist"; neighbours share a panel
 *   text VALUE            paragraphs that a person wrote
 *   list VALUE            a list of sentences
 *   button KEY LINK       the one main link; its address follows as text
 *   address KEY LINK      a link besides the main one: KEY says what is there; its address as text
 *   code KEY VALUE        KEY says where to type it; a code (`codeAsked`) says that it is for nobody else
 *   elsewhere PAGE CODE   for those whose mail program breaks links: a page's address as text, and the code to type there; the same is said
 *
 * KEY is a sentence of strings.*.json (or of the frame), VALUE and LINK a variable. At the end of a line stands
 * `when VALUE` or `unless VALUE` where the block is not always wanted.
 */
const CELL = 'padding:10px 16px;font-size:16px;line-height:24px;color:#1c2330';
const MONO = "font-family:ui-monospace,Menlo,Consolas,'Courier New',monospace;font-size:22px;line-height:30px;letter-spacing:2px;font-weight:600";
const SMALL = 'font-size:14px;line-height:21px;color:#4b5566';
/** Whoever has a code of ours and knows the address may be in: each says so itself, so that no mail can forget it. */
const forNobodyElse = `<tr><td class="break" style="${CELL};${SMALL};padding-top:0">{{t "codeSecret"}}</td></tr>`;

const BLOCKS = {
  say: ([key]) => ({ text: t(key), html: `<mj-text css-class="ink side">${t(key)}</mj-text>` }),
  note: ([key]) => ({ text: t(key), html: panel('note', `<tr><td class="break" style="${CELL}">${t(key)}</td></tr>`, ';border-left:4px solid #070809') }),
  quiet: ([key]) => ({ text: t(key), html: `<mj-text mj-class="small" css-class="faint side">${t(key)}</mj-text>` }),
  text: ([value]) => ({ text: `{{${value}}}`, html: `<mj-text css-class="ink side">{{#each ${value}Paragraphs}}<p class="break">{{#each this}}{{this}}{{#unless @last}}<br />{{/unless}}{{/each}}</p>{{/each}}</mj-text>` }),
  list: ([value]) => ({ text: `{{#each ${value}}}\n- {{this}}\n{{/each}}`, html: `<mj-text css-class="ink side"><ul class="list">{{#each ${value}}}<li class="break">{{this}}</li>{{/each}}</ul></mj-text>` }),
  button: ([key, link]) => ({
    text: `${t(key)}:\n{{${link}}}`,
    html: `<mj-button css-class="button side" href="{{${link}}}">${t(key)}</mj-button>\n<mj-text mj-class="small" css-class="faint side">${t('linkAsText')}<br /><span class="break">{{${link}}}</span></mj-text>`,
  }),
  address: ([key, link]) => ({ text: `${t(key)}\n{{${link}}}`, html: `<mj-text mj-class="small" css-class="faint side">${t(key)}<br /><span class="break">{{${link}}}</span></mj-text>` }),
  code: ([key, value]) => ({
    text: `${t(key)}\n\n    {{${value}}}${key === 'codeAsked' ? `\n\n${t('codeSecret')}` : ''}`,
    html: `<mj-text css-class="ink side">${t(key)}</mj-text>\n${panel('code', `<tr><td style="${CELL};${MONO}">{{${value}}}</td></tr>${key === 'codeAsked' ? forNobodyElse : ''}`)}`,
  }),
  elsewhere: ([page, code]) => ({
    text: `${t('codePage')}\n{{${page}}}\n${t('codeElsewhere')}\n\n    {{${code}}}\n\n${t('codeSecret')}`,
    html: panel('code', `<tr><td class="break" style="${CELL};${SMALL};padding-bottom:0">${t('codePage')}<br />{{${page}}}<br />${t('codeElsewhere')}</td></tr><tr><td style="${CELL};${MONO}">{{${code}}}</td></tr>${forNobodyElse}`),
  }),
};

/** @returns the plain text and the MJML of an outline; both with {{placeholders}} */
export function bodiesOf(outline, name) {
  const blocks = outline.split('\n').map((line) => line.trim()).filter((line) => line && !line.startsWith('#')).map((line) => read(line, name));
  const groups = groupNeighbours(blocks).map((group) => written(group));
  return { text: `${groups.map(({ text }) => text).join('\n\n')}\n`, mjml: groups.map(({ html }) => html).join('\n') };
}

function read(line, name) {
  const found = /^(\w+)((?: \w+)+?)(?: (when|unless) (\w+))?$/.exec(line);
  const word = found?.[1] ?? '';
  if (!found || !(word in BLOCKS || word === 'fact' || word === 'step')) throw new Error(`${name}: what is "${line}"?`);
  return { word, names: found[2].trim().split(' '), condition: found[3] === undefined ? null : { helper: found[3] === 'when' ? 'if' : 'unless', value: found[4] } };
}

/** Facts that follow each other share a panel, steps a list. */
function groupNeighbours(blocks) {
  return blocks.reduce((groups, block) => {
    const last = groups.at(-1);
    if (last && last[0].word === block.word && (block.word === 'fact' || block.word === 'step')) last.push(block);
    else groups.push([block]);
    return groups;
  }, []);
}

function written(group) {
  const [first] = group;
  if (first.word === 'fact') {
    return {
      text: group.map(({ names: [key, value], condition }) => around(condition, `${t(key)} {{${value}}}`, '\n')).join('\n'),
      html: panel('facts', group.map(({ names: [key, value], condition }) => (
        around(condition, `<tr><td class="break" style="${CELL}"><span class="label" style="${SMALL}">${t(key)}</span><br /><strong>{{${value}}}</strong></td></tr>`)
      )).join('')),
    };
  }
  if (first.word === 'step') {
    return {
      text: group.map(({ names: [key] }, at) => `${at + 1}. ${t(key)}`).join('\n'),
      html: `<mj-text css-class="ink side"><ol class="list">${group.map(({ names: [key] }) => `<li>${t(key)}</li>`).join('')}</ol></mj-text>`,
    };
  }
  const block = BLOCKS[first.word](first.names);
  return { text: around(first.condition, block.text, '\n'), html: around(first.condition, block.html, '\n', (tag) => `<mj-raw>${tag}</mj-raw>`) };
}

function around(condition, content, gap = '', dress = (tag) => tag) {
  if (!condition) return content;
  return [dress(`{{#${condition.helper} ${condition.value}}}`), content, dress(`{{/${condition.helper}}}`)].join(gap);
}

/** A table and not a div, for the sake of Outlook; `role` so that it is not read out as one. Styles stand here since many programs read no style element. */
function panel(kind, rows, style = '') {
  return `<mj-text css-class="ink side"><table role="presentation" class="panel ${kind}" width="100%" cellpadding="0" cellspacing="0" style="background-color:#f3f5f9;border-radius:6px${style}">${rows}</table></mj-text>`;
}

function t(key) {
  return `{{t "${key}"}}`;
}
