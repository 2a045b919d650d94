import { defineEntity, p } from '@mikro-orm/core';

const PortalSecretSchema = defineEntity({
  name: 'PortalSecret',
  properties: {
    portalKey: p.string().primary(),
    /** `sms`, or `home:<key>`. */
    name: p.string().primary(),
    /** Sealed with context `portal:<portal>:<name>`. */
    sealed: p.text(),
    changedAt: p.datetime(),
  },
});

/** With what Rekey identifies itself to a service that a portal uses. */
export class PortalSecret extends PortalSecretSchema.class {}
PortalSecretSchema.setClass(PortalSecret);
