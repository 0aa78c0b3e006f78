// The part of saxen that is used here; the package comes without types.
declare module 'saxen' {
  export class Parser {
    on(
      event: 'openTag',
      does: (
        name: string,
        attributes: () => Record<string, string>,
        decode: (text: string) => string,
        isSelfClosing: boolean,
      ) => void,
    ): this;
    on(event: 'closeTag', does: (name: string) => void): this;
    on(event: 'text' | 'cdata' | 'attention', does: (text: string) => void): this;
    on(event: 'error' | 'warn', does: (fault: Error) => void): this;
    parse(xml: string): Error | undefined;
  }
}
