// The part of jsdom used here: its types are a package of their own, and this is all of them that is needed.
declare module 'jsdom' {
  export class JSDOM {
    constructor(html: string);
    readonly window: Window & typeof globalThis;
  }
}
