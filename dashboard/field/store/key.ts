// The key of this device's store. It is random, it is kept only wrapped by a key derived from the worker's password,
// and what a page holds of it cannot be read out, only used. Why so: ADR on the field interface.

const ROUNDS = 600_000
const SALT_BYTES = 16
const WRAP = 'AES-KW'
const SEAL = { name: 'AES-GCM', length: 256 } as const

/** What lies on the device. `subject` is the worker's account, so that the page can say whose it is. */
export interface KeptKey {
  subject: string
  salt: Uint8Array<ArrayBuffer>
  rounds: number
  wrapped: ArrayBuffer
}

/** The password does not open what is kept. */
export class WrongPassword extends Error {
  override readonly name = 'WrongPassword'
}

async function derive(password: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey('raw', new TextEncoder().encode(password.normalize('NFC')), 'PBKDF2', false, ['deriveKey'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }
  return crypto.subtle.deriveKey(how, typed, { name: WRAP, length: 256 }, false, ['wrapKey', 'unwrapKey'])
}

async function wrap(subject: string, key: CryptoKey, password: string): Promise<KeptKey> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  const wrapped = await crypto.subtle.wrapKey('raw', key, await derive(password, salt, ROUNDS), WRAP)
  return { subject, salt, rounds: ROUNDS, wrapped }
}

async function unwrapAs(kept: KeptKey, password: string, extractable: boolean): Promise<CryptoKey> {
  const by = await derive(password, kept.salt, kept.rounds)
  return crypto.subtle.unwrapKey('raw', kept.wrapped, by, WRAP, SEAL, extractable, ['encrypt', 'decrypt']).catch(() => {
    throw new WrongPassword()
  })
}

/** A new key for a worker. */
export async function makeKey(subject: string, password: string): Promise<KeptKey> {
  return wrap(subject, await crypto.subtle.generateKey(SEAL, true, ['encrypt', 'decrypt']), password)
}

/** The key, to be used and not read. Throws WrongPassword. */
export function unwrap(kept: KeptKey, password: string): Promise<CryptoKey> {
  return unwrapAs(kept, password, false)
}

/** The same key behind a new password. Throws WrongPassword for the old one. */
export async function rewrap(kept: KeptKey, old: string, password: string): Promise<KeptKey> {
  return wrap(kept.subject, await unwrapAs(kept, old, true), password)
}
