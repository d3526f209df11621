import { keepPreference, readPreference } from '@shared/preferences'
import { NoConnection } from '@shared/api/problem'
import type { Who } from '@shared/session/session'
import { beginSession, endSession, isRefusal, whoIsHere } from '../app/session'
import { Vault } from './boxes'
import { erase, ids, read, write } from './database'
import { makeKey, rewrap, unwrap, WrongPassword, type KeptKey } from './key'
import { tellTabs } from './tabs'
import { Told } from './told'

/**
 * `empty`: nothing is kept. `locked`: there is something, behind the password. `changed`: the account has a new password,
 * and what was not sent still lies behind the one before. `open`: this page can read and write it.
 */
export type Device =
  | { is: 'starting' | 'empty' }
  | { is: 'locked'; subject: string; waiting: number; refused: boolean }
  | { is: 'changed'; subject: string; waiting: number; password: string }
  | { is: 'open'; subject: string; vault: Vault }

/** Somebody signed in whose work is not out of doors. */
export class NotForField extends Error {
  readonly who: Who

  constructor(who: Who) {
    super('not for the field')
    this.name = 'NotForField'
    this.who = who
  }
}

const KEY = 'key'
const OWES_END = 'field-session-to-end'
const CARE_TEAM = ['village-worker', 'township-officer']

export const device = new Told<Device>({ is: 'starting' })

export async function start(): Promise<void> {
  // Signed out without a network: the session ends as soon as there is one, before anything else.
  if (readPreference(OWES_END) === '1') await endSession().then(() => { keepPreference(OWES_END, '0') }, () => undefined)
  await lock()
}

function letGoOfKey(): void {
  if (device.value.is === 'open') device.value.vault.close()
}

/** The page lets go of the key; what is kept stays. */
export async function lock(refused = false): Promise<void> {
  letGoOfKey()
  const kept = await read<KeptKey>('key', KEY)
  device.value = kept ? { is: 'locked', subject: kept.subject, waiting: (await ids('entries')).length, refused } : { is: 'empty' }
}

async function begin(name: string, password: string, code: string): Promise<Who> {
  const who = await beginSession(name, password, code)
  keepPreference(OWES_END, '0')
  if (CARE_TEAM.includes(who.role ?? '')) return who
  await endSession()
  throw new NotForField(who)
}

async function openNew(subject: string, password: string): Promise<void> {
  const kept = await makeKey(subject, password)
  await write('key', KEY, kept)
  await openWith(kept, password)
}

async function openWith(kept: KeptKey, password: string): Promise<void> {
  device.value = { is: 'open', subject: kept.subject, vault: new Vault(await unwrap(kept, password)) }
}

/** On an empty device. Throws ServerProblem, NoConnection, NotForField. */
export async function signIn(name: string, password: string, code: string): Promise<void> {
  const who = await begin(name, password, code)
  const kept = await read<KeptKey>('key', KEY)
  // Another tab was quicker; what it keeps is the same worker's, or it is erased on purpose first.
  if (kept) await unlock(password, code)
  else await openNew(who.subject, password)
}

/** Throws WrongPassword, ServerProblem, NoConnection. With a network the session is begun as well. */
export async function unlock(password: string, code: string): Promise<void> {
  const kept = await read<KeptKey>('key', KEY)
  if (!kept) {
    device.value = { is: 'empty' }
    return
  }
  try {
    await openWith(kept, password)
  } catch (error) {
    if (!(error instanceof WrongPassword)) throw error
    await unlockWithNewPassword(kept, password, code)
    return
  }
  await renewSession(kept.subject, password, code).catch(async (error: unknown) => {
    // Where a code is asked for, the page does so once it needs the server. Somebody who may not sign in any more does not read on from what lies here.
    if (isRefusal(error)) await lock(true)
  })
}

async function unlockWithNewPassword(kept: KeptKey, password: string, code: string): Promise<void> {
  await begin(kept.subject, password, code).catch((error: unknown) => {
    throw error instanceof NoConnection || isRefusal(error) ? new WrongPassword() : error
  })
  const waiting = (await ids('entries')).length
  if (waiting > 0) {
    device.value = { is: 'changed', subject: kept.subject, waiting, password }
    return
  }
  await erase()
  await openNew(kept.subject, password)
}

/** After a change of password: what was kept comes along behind the new one. Throws WrongPassword. */
export async function unlockWithOldPassword(old: string): Promise<void> {
  const [is, kept] = [device.value, await read<KeptKey>('key', KEY)]
  if (is.is !== 'changed' || !kept) return
  const renewed = await rewrap(kept, old, is.password)
  await write('key', KEY, renewed)
  await openWith(renewed, is.password)
}

/** Makes sure that the gateway knows the worker. Throws ServerProblem, NoConnection, NotForField. */
export async function renewSession(subject: string, password: string, code: string): Promise<void> {
  const here = await whoIsHere()
  if (here?.subject !== subject) await begin(subject, password, code)
}

/** Nothing is left on the device; without a network the session ends at the next start with one. */
export async function signOut(): Promise<void> {
  letGoOfKey()
  await erase()
  keepPreference(OWES_END, '1')
  tellTabs('erased')
  device.value = { is: 'empty' }
  await endSession().then(() => { keepPreference(OWES_END, '0') }, () => undefined)
}
