import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  createHash,
  type KeyObject,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Keys that must not be in the database: made at first start, kept in the data folder, to be backed up by the city. */
export interface Keys {
  /** Seals the ledger's head and hashes personal text (32 bytes). */
  ledger: Buffer;
  /** Keys the digests of phone numbers and WeChat ids (32 bytes). */
  identity: Buffer;
  /** Seals the originals of photos and signs the addresses of what is shown of them (32 bytes). */
  photos: Buffer;
  signing: SigningKey;
  /** True when the keys were made just now. */
  isNew: boolean;
}

export interface SigningKey {
  privateKey: KeyObject;
  /** Ed25519 public key, SPKI DER, base64. */
  publicKey: string;
  /** First 16 hex digits of the SHA-256 of the public key. */
  keyId: string;
}

export function keyIdOf(publicKeyBase64: string): string {
  return createHash('sha256').update(Buffer.from(publicKeyBase64, 'base64')).digest('hex').slice(0, 16);
}

export function loadOrMakeKeys(dataFolder: string): Keys {
  const folder = join(dataFolder, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let isNew = false;
  const secret = (name: string): Buffer => {
    const file = join(folder, name);
    if (!existsSync(file)) {
      writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' });
      isNew = true;
    }
    return Buffer.from(readFileSync(file, 'utf8'), 'base64');
  };
  const ledger = secret('ledger.key');
  const identity = secret('identity.key');
  const photos = secret('photos.key');
  const signingFile = join(folder, 'signing.pem');
  if (!existsSync(signingFile)) {
    const pair = generateKeyPairSync('ed25519');
    writeFileSync(signingFile, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
    isNew = true;
  }
  const privateKey = createPrivateKey(readFileSync(signingFile));
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
  return { ledger, identity, photos, signing: { privateKey, publicKey, keyId: keyIdOf(publicKey) }, isNew };
}
