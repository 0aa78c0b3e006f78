import { splitPowers } from '@minsheng/charts';
import { Fragment, type ReactNode } from 'react';

/** A message with its powers of ten as superscripts. */
export function raised(text: string): ReactNode {
  return splitPowers(text).map((piece, index) => (
    <Fragment key={index}>
      {piece.text}
      {piece.power !== null && <sup>{piece.power}</sup>}
    </Fragment>
  ));
}
