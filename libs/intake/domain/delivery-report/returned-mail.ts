const MAX_TEXT = 100_000;
/** Longer than any server's words. */
const MAX_REPORT = 20_000;

/** Lines under which servers put the mail that comes back: what stands below says nothing about the failure. */
const MARKERS: readonly RegExp[] = [
  /^[ \t>]{0,20}[-=_*#~|]{2,80}[ \t]{0,20}(below this line|this is a copy|the header of the original|the body of the original|original (message|mail|text)|unsent message|returned (mail|message)|message (header|body|text) |start of (returned|original)|header of the source|undelivered message|copy of (the|your)|ihre? (original|nachricht)|mensaje original|original-?nachricht|ursprüngliche|returned content|forwarded message|body of message|text of (your|the) message|the following is)/im,
  /^[ \t]{0,20}[-=_*#~|]{0,80}[ \t]{0,20}original message (follows|is attached|headers?)|^[ \t]{0,20}a copy of the original message|^[ \t]{0,20}here is a copy of the first part|^[ \t]{0,20}your (original )?message (reads|follows|was)( \(in part\))?:|^[ \t]{0,20}the (first|original) [^\n]{0,40}message follows|^[ \t]{0,20}(the text of )?your (original )?(mail|message) (is|was) (below|as follows)|^[ \t]{0,20}original headers|^[ \t]{0,20}message (contents|headers?) follows?/im,
  /^[ \t]{0,20}[-=_*#~|]{2,80}[^\n]{0,30}(original|returned|unsent|copy)[^\n]{0,40}[-=_*#~|]{2,80}[ \t]{0,20}$/im,
  /^(return-path: ?<|received: ?(from|by|\(|via)|received:from|delivered-to: ?\S|x-received: |dkim-signature: )/im,
];

export interface ReportText {
  /** What the server says. */
  readonly report: string;
  /** The mail that came back, as far as it stands in the text. */
  readonly returned: string;
}

/** Parts the words of the server from the mail that it returns in the same text. */
export function partReturned(text: string): ReportText {
  const bounded = text.slice(0, MAX_TEXT);
  const at = MARKERS.map((marker) => marker.exec(bounded)?.index ?? -1).filter((index) => index > 0 && bounded.slice(0, index).trim() !== '');
  const cut = at.length === 0 ? bounded.length : Math.min(...at);
  return { report: bounded.slice(0, Math.min(cut, MAX_REPORT)), returned: bounded.slice(cut) };
}
