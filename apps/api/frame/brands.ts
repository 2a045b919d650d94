import { Inject, Injectable } from '@nestjs/common';
import { HouseConfig, type Settings } from '#config';
import type { Locale } from '#kernel';
import { Portals, type PortalProfile } from '#portals';
import type { Brand } from './layout.js';

/** Where people sign in: the portal's own page, or ours in the demo world. */
export function signInUrlOf({ key, signInUrl }: PortalProfile, house: Settings<typeof HouseConfig>): string | undefined {
  return house.DEMO ? `${house.PUBLIC_URL}/portal/${key}` : signInUrl;
}

/** A portal as its pages need it. */
export interface PortalPages {
  readonly profile: PortalProfile;
  readonly signInUrl: string | undefined;
  brand(locale: Locale): Brand;
}

/** The portal behind a page. */
@Injectable()
export class Brands {
  constructor(private readonly portals: Portals, @Inject(HouseConfig.token) private readonly house: Settings<typeof HouseConfig>) {}

  /** @throws PortalUnknown */
  async of(portalKey: string): Promise<PortalPages> {
    return this.#pages(await this.portals.get(portalKey));
  }

  /** For a key that somebody typed. */
  async find(portalKey: string): Promise<PortalPages | undefined> {
    const profile = (await this.portals.list()).find(({ key }) => key === portalKey);
    return profile && this.#pages(profile);
  }

  #pages(profile: PortalProfile): PortalPages {
    return { profile, signInUrl: signInUrlOf(profile, this.house), brand: (locale) => brandOf(profile, locale) };
  }
}

export function brandOf({ name, brand, office }: PortalProfile, locale: Locale): Brand {
  return {
    name: name[locale], organisation: brand.organisation, colour: brand.colour, accent: brand.accent,
    office: [`${office.name}, ${office.street}, ${office.city}`, `${office.phone} · ${office.email}`, office.hours[locale]],
  };
}
