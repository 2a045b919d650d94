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
  smime: {
    by: 'Signed with S/MIME by', claims: 'Claims to be signed with S/MIME by', issued: (issuer: string | null, until: string) => `issued by ${issuer ?? ''}, valid until ${until}`,
    states: {
      fits: 'The signature fits the content.', broken: 'The signature does not fit: the mail was changed, or the signature is not its own.', weak: 'The signature rests on an old method that can be forged.',
      unreadable: 'Signed with S/MIME; the signature cannot be checked here.', 'too-large': 'Signed with S/MIME; the mail has more than 10 MB, and in mails of that size signatures are not checked.',
    } as Record<string, string>,
    part: 'It holds only for a part of what stands here.', notSenders: 'The certificate is for another address than the sender’s.', expired: 'The certificate did not hold when the mail came.',
    trust: { trusted: 'The portal knows the issuer of the certificate. Whether it has been revoked since is not checked.', 'unknown-issuer': 'The certificate cannot be trusted: its issuer is unknown here, or may not issue one for this name.', 'not-asked': 'Neither the issuer of the certificate nor a revocation is checked.' } as Record<string, string>,
    proves: 'That is no proof of who is writing.',
  },
  replyTo: 'Asks for answers to:',
};
