import { fonts, palettes, radii } from '@minsheng/design';
import { theme as antd, type ThemeConfig } from 'antd';
import { useMemo, useSyncExternalStore } from 'react';

const darkness = '(prefers-color-scheme: dark)';
const stillness = '(prefers-reduced-motion: reduce)';

function useWish(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const wish = window.matchMedia(query);
      wish.addEventListener('change', changed);
      return () => wish.removeEventListener('change', changed);
    },
    () => window.matchMedia(query).matches,
  );
}

/** The reader's system says whether it is dark and whether things may move. */
export function useTheme(): ThemeConfig {
  const theme = useWish(darkness) ? dark : light;
  const isStill = useWish(stillness);
  return useMemo(() => ({ ...theme, token: { ...theme.token, motion: !isStill } }), [theme, isStill]);
}

/** antd computes hovers and tints from colours, so it gets values; everything of ours reads the stylesheet's variables. */
function themeOf(name: keyof typeof palettes): ThemeConfig {
  const colour = palettes[name];
  return {
    algorithm: name === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: colour.dai,
      colorInfo: colour.dai,
      colorSuccess: colour['st-verified'],
      colorWarning: colour['st-overdue'],
      colorError: colour.danger,
      colorLink: colour['dai-text'],
      colorText: colour.ink,
      colorTextSecondary: colour['ink-2'],
      colorTextTertiary: colour['ink-3'],
      colorTextQuaternary: colour['ink-4'],
      colorTextPlaceholder: colour['ink-3'],
      colorTextDescription: colour['ink-3'],
      colorTextLightSolid: colour['on-dai'],
      colorBgLayout: colour.bg,
      colorBgContainer: colour.surface,
      colorBgElevated: colour.surface,
      colorBgMask: colour.scrim,
      colorBorder: colour['line-2'],
      colorBorderSecondary: colour.line,
      colorSplit: colour.line,
      colorFillAlter: colour['surface-2'],
      colorFillSecondary: colour.sunken,
      borderRadius: radii.sm,
      borderRadiusSM: radii.xs,
      borderRadiusLG: radii.md,
      fontFamily: fonts.sans,
      fontFamilyCode: fonts.mono,
      fontSize: 13,
      fontSizeSM: 12,
      controlHeight: 32,
      controlHeightLG: 40,
      controlOutline: 'transparent',
      motionDurationFast: '0.12s',
      motionDurationMid: '0.2s',
      motionDurationSlow: '0.32s',
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      Table: {
        headerBg: colour.surface,
        headerColor: colour['ink-3'],
        headerSplitColor: 'transparent',
        headerBorderRadius: 0,
        cellPaddingBlock: 8,
        cellPaddingInline: 14,
        cellPaddingBlockSM: 6,
        cellPaddingInlineSM: 14,
        rowHoverBg: colour['surface-2'],
        rowExpandedBg: colour['surface-2'],
      },
      Segmented: { trackBg: colour.sunken, itemSelectedBg: colour.surface, itemColor: colour['ink-2'] },
      Tooltip: { colorBgSpotlight: colour.ink, colorTextLightSolid: colour.surface },
    },
  };
}

const light = themeOf('light');
const dark = themeOf('dark');
