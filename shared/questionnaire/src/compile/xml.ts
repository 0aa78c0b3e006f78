/** One element of XML; without content it closes itself. The content is markup already, attributes are not. */
export function element(name: string, attributes: Record<string, string>, content?: string): string {
  const said = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(value)}"`)
    .join('');
  return content === undefined || content === '' ? `<${name}${said}/>` : `<${name}${said}>${content}</${name}>`;
}

/** Characters that XML 1.0 cannot hold are left out. */
export function escaped(text: string): string {
  return (
    text
      // Half of a pair is no character; with the flag `u` a whole pair is another one.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
  );
}
