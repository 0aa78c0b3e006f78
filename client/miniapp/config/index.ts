import path from 'node:path';
import { defineConfig } from '@tarojs/cli';

/**
 * Two targets from one source: `dist` for WeChat, `dist-h5` for browsers under `/m/`.
 * `MINSHENG_API_BASE` is where the WeChat build finds the server; the H5 build speaks to the server it came from.
 */
export default defineConfig<'webpack5'>(async () => {
  const isH5 = process.env.TARO_ENV === 'h5';
  const apiBase = isH5 ? '' : (process.env.MINSHENG_API_BASE ?? 'http://127.0.0.1:3000');
  // The shared packages are read from their TypeScript sources, whose imports are written with the emitted `.js` ending.
  const fromSource = { include: [path.resolve(__dirname, '../../../shared')] };
  const resolveEmittedEndings = (chain: { merge(options: object): unknown }): void => {
    chain.merge({ resolve: { extensionAlias: { '.js': ['.ts', '.tsx', '.js'] } }, performance: { hints: false } });
  };
  // Lengths are CSS px on both targets: rpx would undo 关怀版 and shrink text on narrow phones.
  const plainLengths = { pxtransform: { enable: false, config: {} } };
  // A file of its own: what the interpreter of questionnaires weighs can be seen, and every sub-package shares it.
  const interpreter = 'questionnaire';
  return {
    projectName: 'minsheng',
    date: '2026-12-1',
    designWidth: 375,
    deviceRatio: { 375: 2 },
    sourceRoot: 'src',
    outputRoot: isH5 ? 'dist-h5' : 'dist',
    plugins: [path.resolve(__dirname, 'aria-attributes.js')],
    defineConstants: { MINSHENG_API_BASE: JSON.stringify(apiBase) },
    copy: { patterns: [], options: {} },
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: { enable: false },
    logger: { quiet: true, stats: false },
    mini: {
      compile: fromSource,
      webpackChain: (chain) => {
        resolveEmittedEndings(chain);
        chain.merge({
          optimization: {
            splitChunks: {
              cacheGroups: {
                [interpreter]: {
                  name: interpreter,
                  test: /[\\/]shared[\\/]questionnaire[\\/]src[\\/]/,
                  minChunks: 1,
                  priority: 1000,
                  enforce: true,
                },
              },
            },
          },
        });
      },
      commonChunks: (chunks: string[]) => [...chunks, interpreter],
      optimizeMainPackage: { enable: true },
      postcss: { ...plainLengths, cssModules: { enable: false, config: {} } },
    },
    h5: {
      publicPath: '/m/',
      staticDirectory: 'static',
      compile: fromSource,
      webpackChain: resolveEmittedEndings,
      // Hash addresses: any plain file server can serve the folder, without knowing the app's pages.
      router: { mode: 'hash' },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      postcss: {
        ...plainLengths,
        autoprefixer: { enable: true, config: {} },
        cssModules: { enable: false, config: {} },
      },
    },
  };
});
