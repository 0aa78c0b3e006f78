/// <reference types="@tarojs/taro" />

declare module '*.scss';

/** Set by the build: the server's origin, empty when it is the page's own (H5). */
declare const MINSHENG_API_BASE: string;
