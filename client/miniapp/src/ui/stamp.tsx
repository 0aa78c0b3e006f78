import { View } from '@tarojs/components';
import { palettes, stampSvg, svgDataUri, type StampWord } from '@minsheng/design';
import { isWeChat } from '../device/target.js';
import { usePreferences } from '../preferences/preferences-context.js';
import { forReader } from './reader.js';

interface StampProps {
  word: StampWord;
  /** The day, in at most eight characters. */
  line: string;
  /** What a reader says of it. */
  label: string;
}

/** Only for what the server has confirmed. */
export function Stamp({ word, line, label }: StampProps) {
  const { theme } = usePreferences();
  // WeChat draws no SVG filters: the ink stays even there.
  const svg = stampSvg(word, { line, colour: palettes[theme].seal, isTextured: !isWeChat });
  return (
    <View
      className="stamp"
      style={{ backgroundImage: `url("${svgDataUri(svg)}")` }}
      {...forReader({ role: 'img', label })}
    />
  );
}
