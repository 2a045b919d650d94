import { createHash } from 'node:crypto';

/** The one style sheet of the pages behind links, the portal sign-in and the playground. Colours come from the page itself. */
export const STYLE = `
:root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--ink:#1b2027;--soft:#525c69;--line:#8a94a1;--hair:#d9dee5;--bad:#b3261e;--bad-back:#fdecea;--good:#1b6b35;--good-back:#e9f6ed;--link:var(--brand-on-light,#0b5394);--focus:#0b57d0}
@media (prefers-color-scheme:dark){:root{--page:#0f1318;--card:#15191f;--ink:#eceff3;--soft:#b3bcc8;--line:#7c8794;--hair:#2d343d;--bad:#ffb4ab;--bad-back:#3b1512;--good:#8fdaa6;--good-back:#102a19;--link:var(--brand-on-dark,#9cc4f5);--focus:#a8c7fa}}
*{box-sizing:border-box}
[hidden]{display:none!important}
.other-language{display:none}.own-language,.other-language:target{display:flex;flex-direction:column;flex:1}.other-language:target~.own-language{display:none}
.other-language:has(:target){display:flex;flex-direction:column;flex:1}.other-language:has(:target)~.own-language{display:none}
@supports not selector(:has(*)){.other-language .skip{display:none}}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;min-height:100vh;display:flex;flex-direction:column;overflow-wrap:anywhere}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible,[tabindex="-1"]:focus{outline:3px solid var(--focus);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-999em}
.skip:focus{position:static;display:block;padding:.75rem 1rem;background:var(--card)}
.top{background:var(--brand,#24303d);color:var(--brand-ink,#fff);border-bottom:4px solid var(--accent,#6b7c8f)}
.bar,.foot,main{width:100%;max-width:40rem;margin:0 auto;padding:0 1rem}
.wide .bar,.wide .foot,.wide main{max-width:80rem}
.bar{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center;justify-content:space-between;padding-top:.85rem;padding-bottom:.85rem}
.brand{font-weight:650;font-size:1.125rem;margin:0}
.brand small{display:block;font-weight:400;font-size:.875rem}
.languages{display:flex;gap:.25rem}
.languages a,.languages span{color:inherit;padding:.35rem .6rem;min-height:2.75rem;display:inline-flex;align-items:center;border-radius:6px}
.languages [aria-current]{font-weight:650;box-shadow:inset 0 0 0 1px currentColor}
.languages a:focus-visible{outline-color:currentColor}
main{flex:1;padding-top:1.75rem;padding-bottom:2.5rem}
.card{background:var(--card);border:1px solid var(--hair);border-radius:14px;padding:clamp(1.1rem,4vw,2rem);box-shadow:0 1px 2px rgb(0 0 0/.05),0 8px 24px rgb(0 0 0/.04)}
.card+.card{margin-top:1rem}
.card>:last-child,.card>form:last-child>:last-child,.policy>:last-child{margin-bottom:0}
h1{font-size:clamp(1.4rem,5vw,1.8rem);line-height:1.2;margin:0 0 .75rem;letter-spacing:-.01em}
h2{font-size:1.15rem;line-height:1.3;margin:1.5rem 0 .5rem}
.card>h2:first-child{margin-top:0}
p,ul,ol,dl{margin:0 0 1rem}
.lead{font-size:1.125rem;color:var(--soft)}
.soft,.hint{color:var(--soft);font-size:.9375rem}
.field{margin:0 0 1.15rem}
label{display:block;font-weight:600;margin-bottom:.25rem}
.hint{margin:0 0 .35rem}
.problem{color:var(--bad);font-weight:600;margin:0 0 .35rem}
input[type=text],input[type=password],input[type=email],textarea,select{width:100%;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.65rem .75rem;min-height:2.9rem}
.choices{border:0;margin:0 0 1.15rem;padding:0}.choices legend{font-weight:600;padding:0;margin-bottom:.35rem}.choices label{display:flex;gap:.65rem;align-items:flex-start;font-weight:400;padding:.5rem 0;margin:0;min-height:2.75rem;cursor:pointer}.choices input{width:1.35rem;height:1.35rem;flex:none;margin:.1rem 0 0;accent-color:var(--link)}
textarea{min-height:8rem;resize:vertical}
input[aria-invalid=true],textarea[aria-invalid=true]{border:2px solid var(--bad)}
.away{position:absolute!important;left:-999em;width:1px!important}
input.code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;letter-spacing:.08em;text-transform:uppercase}
input.secret{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:clamp(.8rem,5.1vw,1.3rem);text-align:center;letter-spacing:.05em}
.actions{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center;margin-top:1.35rem}
button,.button{font:inherit;font-weight:650;border-radius:8px;border:1px solid transparent;padding:.65rem 1.2rem;min-height:2.9rem;cursor:pointer;background:var(--brand,#24303d);color:var(--brand-ink,#fff);text-decoration:none;display:inline-flex;align-items:center;box-shadow:inset 0 0 0 1px color-mix(in srgb,currentColor 25%,transparent)}
button:hover,.button:hover{filter:brightness(1.12)}
button.plain,.button.plain{background:transparent;color:var(--link);border-color:var(--line);box-shadow:none}
button.danger{background:#b3261e;color:#fff}
.errors{border:2px solid var(--bad);background:var(--bad-back);border-radius:10px;padding:1rem 1.15rem;margin:0 0 1.5rem}
.errors h2{margin:0 0 .35rem;color:var(--bad);font-size:1.0625rem}
.errors ul{margin:0;padding-left:1.2rem}
.errors a{color:inherit}
.done{border-left:5px solid var(--good);background:var(--good-back);border-radius:8px;padding:.9rem 1.1rem;margin:0 0 1.25rem}
.policy{background:color-mix(in srgb,var(--link) 7%,transparent);border-radius:10px;padding:.9rem 1.1rem;margin:0 0 1.35rem}
.policy h2{margin:0 0 .25rem;font-size:1rem}
.policy ul{margin:0 0 .6rem;padding-left:1.2rem}
dl.facts{display:grid;grid-template-columns:minmax(8rem,auto) 1fr;gap:.4rem 1rem}
dl.facts dt{color:var(--soft)}
dl.facts dd{margin:0;font-weight:550}
aside dl.facts{grid-template-columns:1fr;gap:0}aside dl.facts dd{margin-bottom:.5rem}
@media (max-width:26rem){dl.facts{grid-template-columns:1fr}dl.facts dd{margin-bottom:.4rem}}
.foot{padding-top:1rem;padding-bottom:1.5rem;font-size:.875rem;color:var(--soft)}
.foot p{margin:0 0 .35rem}
.two{display:grid;gap:1rem;grid-template-columns:minmax(0,1fr)}
@media (min-width:62rem){.two{grid-template-columns:17rem minmax(0,1fr) 18rem}}
.list{list-style:none;padding:0;margin:0}
.list li{border-top:1px solid var(--hair)}
.list li:first-child{border-top:0}
.list a{display:block;padding:.6rem .35rem;text-decoration:none;color:inherit;border-radius:6px}
.list a:hover{background:color-mix(in srgb,var(--link) 8%,transparent)}
.list a[aria-current]{background:color-mix(in srgb,var(--link) 14%,transparent);font-weight:600}
.list small{display:block;font-weight:400;color:var(--soft)}
summary{cursor:pointer;font-weight:600;padding:.6rem .35rem;min-height:2.75rem}
.spelled{margin:0 0 1.15rem}.spelled summary{padding-left:0}.spelled ol{columns:2;column-gap:2rem;padding-left:2rem}.spelled li{break-inside:avoid}@media (max-width:26rem){.spelled ol{columns:1}}
details+details{border-top:1px solid var(--hair)}
h1+.hint{margin-bottom:1rem}
.tag{display:inline-block;font-size:.8125rem;font-weight:600;border-radius:999px;padding:.05rem .6rem;border:1px solid var(--line);color:var(--soft)}
.mail{white-space:pre-wrap;background:var(--page);border-radius:8px;padding:1rem;border:1px solid var(--hair)}
.chips{display:flex;flex-wrap:wrap;gap:.4rem;margin:0 0 1rem}
.chips button{background:transparent;color:var(--link);border:1px solid var(--line);font-weight:500;box-shadow:none;padding:.35rem .75rem;min-height:2.5rem;text-align:left}
@media (prefers-reduced-motion:no-preference){button,.button{transition:filter .12s}}
@media print{.secret,.spelled,.top,.languages{display:none}}
`.trim();

const DIGEST = createHash('sha256').update(STYLE).digest('hex').slice(0, 16);

/** Its address changes with its content, so browsers may keep it for ever. */
export const STYLE_PATH = `/page-assets/pages-${DIGEST}.css`;
