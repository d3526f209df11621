// A signing key as minutes want it: Ed25519 over the digest's text, base64url (services/registry/reconciliation/minutes).
// The private half leaves this browser only as a file that a passphrase seals (PBKDF2-SHA-256, AES-256-GCM).

const KIND = 'huijia-signing-key'
const ROUNDS = 600_000

interface Sealed {
  kind: typeof KIND
  version: 1
  key_id: string
  rounds: number
  salt: string
  iv: string
  sealed: string
}
export type Fault = 'unsupported' | 'wrongFile' | 'wrongPassphrase'

/** Why a key could not be made or used; the word is one of the texts. */
export class KeyFault extends Error {
  constructor(readonly fault: Fault) {
    super(fault)
  }
}

type Bytes = Uint8Array<ArrayBuffer>

function toText(bytes: Bytes): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function toBytes(text: string): Bytes {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))
}

/** The id under which a public key is registered: the beginning of its SHA-256. */
async function idOf(publicKey: Bytes): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', publicKey))
  return [...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Browsers offer cryptography to pages of https and of the machine itself alone. */
function needCryptography(): void {
  if (!('subtle' in crypto)) throw new KeyFault('unsupported')
}

async function sealing(passphrase: string, salt: Bytes, rounds: number): Promise<CryptoKey> {
  const words = await crypto.subtle.importKey('raw', new TextEncoder().encode(passphrase), 'PBKDF2', false, ['deriveKey'])
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }, words, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

/** A new pair: the public half to be registered, the private half as a file's text. Throws KeyFault. */
export async function makeKey(passphrase: string): Promise<{ publicKey: string; keyId: string; file: string }> {
  needCryptography()
  const pair = await (crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify']) as Promise<CryptoKeyPair>).catch(() => { throw new KeyFault('unsupported') })
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await sealing(passphrase, salt, ROUNDS), await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  const keyId = await idOf(publicKey)
  const kept: Sealed = { kind: KIND, version: 1, key_id: keyId, rounds: ROUNDS, salt: toText(salt), iv: toText(iv), sealed: toText(new Uint8Array(sealed)) }
  return { publicKey: toText(publicKey), keyId, file: JSON.stringify(kept, null, 1) }
}

function read(file: string): Sealed {
  try {
    const kept = JSON.parse(file) as Sealed
    if (kept.kind === KIND && kept.version === 1 && kept.rounds <= 10 * ROUNDS) return kept
  } catch {
    // Told below, like any other file that is none of ours.
  }
  throw new KeyFault('wrongFile')
}

/** Signs a text with the key in a file: the key's id and the signature. Throws KeyFault. */
export async function signWith(file: string, passphrase: string, text: string): Promise<{ keyId: string; signature: string }> {
  needCryptography()
  const kept = read(file)
  const opening = await sealing(passphrase, toBytes(kept.salt), kept.rounds)
  const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: toBytes(kept.iv) }, opening, toBytes(kept.sealed)).catch(() => { throw new KeyFault('wrongPassphrase') })
  const key = await crypto.subtle.importKey('pkcs8', opened, { name: 'Ed25519' }, false, ['sign']).catch(() => { throw new KeyFault('unsupported') })
  const signature = new Uint8Array(await crypto.subtle.sign({ name: 'Ed25519' }, key, new TextEncoder().encode(text)))
  return { keyId: kept.key_id, signature: toText(signature) }
}
