/**
 * What a password must be. Two published rules contradict each other, so the rule is a profile: NIST SP 800-63B (5.1.1.2,
 * and OWASP ASVS 2.1) wants length and a list of common passwords and forbids composition rules and rotation;
 * GB/T 22239-2019 ("等保" level three, 8.1.4.1) wants complexity and periodic change. Default is `nist`.
 */
import { msPerDay } from '../calendar.ts'
import type { FieldProblem } from '../refusal.ts'
import { commonPasswords } from './common-passwords.ts'

export const passwordProfileNames = ['nist', 'dengbao'] as const
export type PasswordProfileName = (typeof passwordProfileNames)[number]

export interface PasswordProfile {
  /** In characters, as a reader counts them. */
  shortest: number
  longest: number
  /** Of the four: lower case, upper case, digit, anything else. 0 asks for none. */
  characterKinds: number
  /** Days after which it must be changed; null never. */
  rotationDays: number | null
}

export const passwordProfiles: Record<PasswordProfileName, PasswordProfile> = {
  nist: { shortest: 10, longest: 128, characterKinds: 0, rotationDays: null },
  dengbao: { shortest: 10, longest: 128, characterKinds: 3, rotationDays: 90 },
}

export interface PasswordOwner {
  email: string
  displayName: string
}

/** The form that is hashed: the same password typed by different input methods is the same (NIST SP 800-63B, 5.1.1.2). */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC')
}

const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u]

function countKinds(password: string): number {
  return kinds.filter(kind => kind.test(password)).length
}

/** True for `aaaaaaaaaa` and `abababababab`: at most two different characters are no secret at any length. */
function isMonotonous(password: string): boolean {
  return new Set(password).size <= 2
}

/** True for `1234567890`, `abcdefghijkl` and back: every step goes one character up, or every one down. */
function isSequence(password: string): boolean {
  const codes = Array.from(password, char => char.codePointAt(0) ?? 0)
  const steps = codes.slice(1).map((code, i) => code - (codes[i] ?? 0))
  const rises = steps.filter(step => step === 1 || step === -9).length
  const falls = steps.filter(step => step === -1 || step === 9).length
  return steps.length > 0 && (rises === steps.length || falls === steps.length)
}

/** `Password2024!` is `password`: how people dress up a common word. */
function undress(password: string): string {
  return password
    .toLowerCase()
    .replace(/[^\p{L}]+$/u, '')
    .replaceAll('@', 'a')
    .replaceAll('0', 'o')
    .replaceAll('$', 's')
}

function isCommon(password: string): boolean {
  const lower = password.toLowerCase()
  return (
    commonPasswords.has(lower) || commonPasswords.has(undress(password)) || isMonotonous(lower) || isSequence(lower)
  )
}

/** The part of the address before the "@", and the display name: what a stranger tries first. */
function containsOwner(password: string, owner: PasswordOwner): boolean {
  const lower = password.toLowerCase()
  const names = [owner.email.split('@')[0] ?? '', owner.displayName.toLowerCase().replace(/\s/g, '')]
  return names.some(name => name.length >= 4 && lower.includes(name.toLowerCase()))
}

/** Everything wrong with a new password, under `path`. */
export function checkPassword(
  profileName: PasswordProfileName,
  password: string,
  owner: PasswordOwner,
  path = 'password',
): FieldProblem[] {
  const profile = passwordProfiles[profileName]
  const plain = normalisePassword(password)
  const length = Array.from(plain).length
  const problems: FieldProblem[] = []
  const add = (message: string, remedy: string) => problems.push({ path, message, remedy })
  if (length < profile.shortest)
    add(`is ${length} characters long`, `use at least ${profile.shortest}; a sentence of a few words is good`)
  if (length > profile.longest) add(`is ${length} characters long`, `use at most ${profile.longest}`)
  if (isCommon(plain)) add('is one of the passwords that are tried first', 'choose something only you would write')
  if (containsOwner(plain, owner)) add('contains your name or e-mail name', 'leave your name out of it')
  if (countKinds(plain) < profile.characterKinds)
    add(
      `has ${countKinds(plain)} of the four kinds of character`,
      `use ${profile.characterKinds} of: lower case, upper case, digits, other characters`,
    )
  return problems
}

/** True when the profile wants the password changed now. */
export function isPasswordDue(profileName: PasswordProfileName, changedAt: Date, now: Date): boolean {
  const { rotationDays } = passwordProfiles[profileName]
  return rotationDays !== null && now.getTime() - changedAt.getTime() >= rotationDays * msPerDay
}
