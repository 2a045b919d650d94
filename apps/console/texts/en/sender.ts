/** How we know who wrote a mail. */
export const sender = {
  how: 'How was this checked?',
  forged: 'The sender’s domain does not confirm this mail. Do nothing that it asks for until the mailbox on file has been proved.',
  temporary: 'DNS has not answered yet. Rekey asks again later.',
  by: {
    border: 'Checked by the portal’s mail server.', 'own-check': 'Checked by Rekey itself, as no mail server of the portal gives a result.', arc: 'Forwarded by a service whose seal the portal trusts.',
    form: 'Nobody has checked the sender.',
  } as Record<string, string>,
  results: { pass: 'passed', fail: 'failed', none: 'says nothing', neutral: 'neutral', softfail: 'rather not', temperror: 'no answer for now', permerror: 'set up wrongly', policy: 'not accepted', bestguesspass: 'probably', skipped: 'skipped' } as Record<string, string>,
  policies: { none: 'The domain does not ask others to refuse forged mail.', quarantine: 'The domain asks others to set forged mail aside.', reject: 'The domain asks others to refuse forged mail.' } as Record<string, string>,
  of: (domain: string) => `for ${domain}`,
  replyTo: 'Asks for answers to:',
};
