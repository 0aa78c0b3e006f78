import { useEffect, useState } from 'react';
import { Image } from '@tarojs/components';
import { addressOf } from '../device/files.js';

/** A picture that is still on this phone. */
export function KeptPicture({ path, className, label }: { path: string; className?: string; label: string }) {
  const [address, setAddress] = useState('');
  useEffect(() => {
    let isShown = true;
    addressOf(path).then(
      (found) => isShown && setAddress(found),
      // Cleared by the phone: the grey ground stays, sending will say so.
      () => undefined,
    );
    return () => {
      isShown = false;
    };
  }, [path]);
  return address ? <Image className={className} src={address} mode="aspectFill" aria-label={label} /> : null;
}
