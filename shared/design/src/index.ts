export {
  fonts,
  modes,
  palettes,
  radii,
  spaces,
  typeScale,
  variablePalette,
  type ColourName,
  type Palette,
} from './tokens.generated.js';
export { icons, iconSvg, svgDataUri, type IconName, type IconOptions } from './icons.js';
export { appIcon, mark, markShape, markSvg, type MarkColours } from './mark.js';
export { stampSvg, type StampOptions, type StampWord } from './stamp.js';
