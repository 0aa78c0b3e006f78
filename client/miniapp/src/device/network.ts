import Taro from '@tarojs/taro';

/** Whether the phone believes it has a network. A phone that cannot say is taken to have one: the request will tell. */
export async function isOnline(): Promise<boolean> {
  try {
    const { networkType } = await Taro.getNetworkType();
    return networkType !== 'none';
  } catch {
    return true;
  }
}

/** Calls `heard` whenever the network comes or goes; returns how to stop listening. */
export function onNetworkChange(heard: (isOnline: boolean) => void): () => void {
  const listener = (change: { isConnected: boolean }): void => heard(change.isConnected);
  Taro.onNetworkStatusChange(listener);
  return () => Taro.offNetworkStatusChange(listener);
}
