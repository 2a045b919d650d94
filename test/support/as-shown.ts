import { neverThere, type MailKind } from '#outbound';

interface Rows {
  rows<Row>(sql: string, given?: readonly unknown[]): Promise<Row[]>;
}

/** Which of the mails that were queued say what the preview never shows of their kind (`libs/outbound/domain/mail-variants.ts`): none should. And how many kinds were looked at. */
export async function saidButNeverShown({ rows }: Rows): Promise<{ readonly said: readonly string[]; readonly kinds: number }> {
  const queued = await rows<{ kind: MailKind; name: boolean; agent: boolean; ends: boolean }>(
    `select distinct kind, coalesce(variables ->> 'salutationName', '') <> '' as name, coalesce(variables ->> 'agentCode', '') <> '' as agent, coalesce(variables ->> 'expiresAt', '') <> '' as ends from outbound_message`);
  const said = queued.flatMap(({ kind, name, agent, ends }) => {
    const never = neverThere(kind);
    return [
      ...(never.name && name ? [`${kind}: a name`] : []), ...(never.agentCode && agent ? [`${kind}: the code of an agent`] : []),
      ...(never.link !== undefined && ends === (never.link === 'with') ? [`${kind}: ${never.link} the next step`] : []),
    ];
  });
  return { said, kinds: new Set(queued.map(({ kind }) => kind)).size };
}
