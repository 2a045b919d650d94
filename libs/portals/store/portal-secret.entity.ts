import { defineEntity, p } from '@mikro-orm/core';

const PortalSecretSchema = defineEntity({
  name: 'PortalSecret',
  properties: {
    portalKey: p.string().primary(),
    /** `sms`, or `home:<key>`. */
    name: p.string().primary(),
    /** Sealed with context `portal:<portal>:<name>` and its target. */
    sealed: p.text(),
    /** For which service (`targetOfPortalSecret`); null: from before secrets had targets, see `settingsBefore`. */
    target: p.text().nullable(),
    /** What the profile said when secrets began to have targets; only until the secret is sealed for it. */
    settingsBefore: p.json<unknown>().nullable(),
    changedAt: p.datetime(),
  },
});

/** With what Rekey identifies itself to a service that a portal uses. */
export class PortalSecret extends PortalSecretSchema.class {}
PortalSecretSchema.setClass(PortalSecret);
