import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Colour of a portal, handed to the style sheet. */
    '--portal'?: string | undefined;
  }
}
