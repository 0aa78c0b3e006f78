/** Version of the code that computed a sealed result, published beside it. */
export const codeVersion = '0.1.0';
