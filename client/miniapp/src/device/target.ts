/** Which phone surface this build is for; the build replaces the comparison, and the other branch falls away. */
export const isWeChat = process.env.TARO_ENV === 'weapp';
