import { IconDeviceMobile, IconKey, IconLock, IconMail, IconMailbox, IconPhone, IconShieldLock, IconSnowflakeOff, IconUserShield } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AccountView } from '#contracts';
import { useLocale, useTexts, wordFor } from '../texts/language.js';
import { Badge, Explained, type Tone } from '../ui/bits.js';
import { briefly, monthInWords, onDay } from '../ui/times.js';
import { Section } from './section.js';
import classes from './case.module.css';

const STATE_TONES: Readonly<Record<string, Tone>> = { active: 'ok', locked: 'warn', 'pending-activation': 'accent', 'registration-locked': 'warn', disabled: 'danger', frozen: 'danger' };

/** The linked account: enough to work with, ways to reach it masked. */
export function AccountCard({ account, children }: { readonly account: AccountView; readonly children?: ReactNode }) {
  const t = useTexts();
  const locale = useLocale();
  const words = t.case.account;
  return (
    <Section title={words.title}>
      <div className={classes.account}>
        <div className={classes.accountHead}>
          <strong>{account.displayName}</strong>
          <Badge tone={STATE_TONES[account.state] ?? 'plain'}>{wordFor(t.words.accountStates, account.state)}</Badge>
        </div>
        <p className={classes.soft}>
          <span className={classes.mono}>{account.username}</span> · {wordFor(t.words.userTypes, account.userType)}{account.organisation && <> · {account.organisation}</>}
          <br />{account.lastSignInMonth ? words.lastSignIn(monthInWords(account.lastSignInMonth, locale)) : words.neverSignedIn}
        </p>
        {account.shouldBeFrozen && <p className={classes.warn}><IconSnowflakeOff size={17} aria-hidden /><span><strong>{words.shouldBeFrozen}.</strong> {words.shouldBeFrozenWhy}</span></p>}
        <Marks account={account} />
        <ul className={classes.ways}>
          {account.addresses.map(({ id, masked, kind, confirmedAt }) => (
            <li key={id}><IconMail size={14} aria-hidden /><span className={classes.mono}>{masked}</span><small>{kind === 'second' ? words.second : words.primary}{confirmedAt === null && <>, {words.unconfirmed}</>}</small></li>
          ))}
          {account.phones.map(({ id, masked, since }) => <li key={id}><IconPhone size={14} aria-hidden /><span className={classes.mono}>{masked}</span><small>{words.since(onDay(since, locale))}</small></li>)}
          {account.postalAddressSince !== null && <li><IconMailbox size={14} aria-hidden /><span>{words.postal}</span><small>{words.since(onDay(account.postalAddressSince, locale))}</small></li>}
          {account.pinAreas.map(({ area, state }) => <li key={area}><IconKey size={14} aria-hidden /><span>{area}</span><small>{wordFor(words.pinAreas, state)}</small></li>)}
        </ul>
        {account.temporaryPasswordExpiresAt && <p className={classes.soft}>{words.temporaryUntil(briefly(account.temporaryPasswordExpiresAt, Date.now(), locale))}</p>}
        {children}
      </div>
    </Section>
  );
}

function Marks({ account }: { readonly account: AccountView }) {
  const { account: words } = useTexts().case;
  if (!account.privileged && !account.excluded && !account.hasSecondFactor && !account.mustChangePassword) return null;
  return (
    <div className={classes.marks}>
      {account.excluded && <Explained label={words.excludedWhy}><Badge tone="danger" icon={IconLock}>{words.excluded}</Badge></Explained>}
      {account.privileged && <Explained label={words.privilegedWhy}><Badge tone="warn" icon={IconUserShield}>{words.privileged}</Badge></Explained>}
      {account.hasSecondFactor && <Badge icon={IconDeviceMobile}>{words.secondFactor}</Badge>}
      {account.mustChangePassword && <Badge icon={IconShieldLock}>{words.mustChange}</Badge>}
    </div>
  );
}
