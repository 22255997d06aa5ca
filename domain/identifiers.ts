/**
 * The numbers by which China knows a unit, a patent, an achievement and a registered contract. A number that cannot be
 * one is an error; a number that is only doubtful is a warning: early 统一社会信用代码 of real units fail their check
 * digit, so an import warns and a form asks to confirm, and no real unit is ever refused.
 */
import { halfWidth } from './half-width.ts'
import { regionLevel } from './region.ts'

export type IdentifierProblemCode =
  | 'CREDIT_CODE_MALFORMED'
  | 'CREDIT_CODE_CHECK_DIGIT'
  | 'PATENT_NUMBER_MALFORMED'
  | 'PATENT_NUMBER_CHECK_DIGIT'
  | 'PATENT_NUMBER_WITHOUT_CHECK_DIGIT'
  | 'ACHIEVEMENT_REGISTRATION_NUMBER_MALFORMED'
  | 'REGISTRATION_NUMBER_MALFORMED'

/** What is wrong (`reason`) and what to do (`remedy`), in English; `code` is the key for other languages. */
export interface IdentifierProblem {
  ok: false
  severity: 'error' | 'warning'
  code: IdentifierProblemCode
  reason: string
  remedy: string
}

export type IdentifierVerdict = { ok: true } | IdentifierProblem

const fine: IdentifierVerdict = { ok: true }

function error(code: IdentifierProblemCode, reason: string, remedy: string): IdentifierProblem {
  return { ok: false, severity: 'error', code, reason, remedy }
}

function warning(code: IdentifierProblemCode, reason: string, remedy: string): IdentifierProblem {
  return { ok: false, severity: 'warning', code, reason, remedy }
}

/** Upper case, half width, no spaces: how a number is compared and stored, however it was typed. */
function plain(text: string): string {
  return halfWidth(text).replace(/\s/g, '').toUpperCase()
}

// 统一社会信用代码 (GB 32100-2015) -------------------------------------------------------------------------------

/** The alphabet of GB 32100-2015: no I, O, S, V, Z. A character's value is its position. */
const creditCodeAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** The form in which a credit code is stored: upper case, half width, no spaces. Does not judge it. */
export function normaliseCreditCode(text: string): string {
  return plain(text)
}

/**
 * The 18th character for the first 17: weights 3^(i−1) mod 31 (GB 32100-2015, 5.5).
 * @throws RangeError unless given 17 characters of the code's alphabet.
 */
export function creditCodeCheckDigit(first17: string): string {
  const values = Array.from(first17, char => creditCodeAlphabet.indexOf(char))
  if (values.length !== 17 || values.includes(-1)) throw new RangeError('needs 17 characters of GB 32100-2015')
  let weight = 1
  let sum = 0
  for (const value of values) {
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return creditCodeAlphabet.charAt((31 - (sum % 31)) % 31)
}

/** Judges a 统一社会信用代码: malformed is an error, a wrong check digit a warning (real early codes have one). */
export function checkCreditCode(text: string): IdentifierVerdict {
  const code = plain(text)
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code)) {
    return error(
      'CREDIT_CODE_MALFORMED',
      'A unified social credit code has 18 characters: digits and capital letters without I, O, S, V and Z.',
      'Copy the code from the business licence; a letter O or I in it is usually the digit 0 or 1.',
    )
  }
  if (creditCodeCheckDigit(code.slice(0, 17)) === code.slice(17)) return fine
  return warning(
    'CREDIT_CODE_CHECK_DIGIT',
    'The last character does not fit the other 17: there is probably a typing error.',
    'Compare with the business licence, and confirm if the code is really printed so: some early codes are.',
  )
}

// Patent application number (ZC 0006-2003; eight digits before October 2003) -------------------------------------

interface PatentNumber {
  digits: string
  /** Null when it was left out, as on the oldest files. */
  checkDigit: string | null
}

/** Year, kind (1 invention, 2 utility model, 3 design, 8 and 9 the PCT ones), serial, and perhaps the check digit. */
const patentNumberPattern =
  /^(?:ZL|CN)?((?:20\d{2}[12389]\d{7})|(?:(?:8[5-9]|9\d|0[0-3])[12389]\d{5}))(?:\.?([0-9X]))?$/

function readPatentNumber(text: string): PatentNumber | null {
  const match = patentNumberPattern.exec(plain(text))
  return match?.[1] ? { digits: match[1], checkDigit: match[2] ?? null } : null
}

/** Weights 2 to 9 and again from 2; the sum modulo 11, with X for ten. */
function patentCheckDigit(digits: string): string {
  const sum = Array.from(digits).reduce((total, digit, index) => total + Number(digit) * (2 + (index % 8)), 0)
  return sum % 11 === 10 ? 'X' : String(sum % 11)
}

/**
 * Judges a patent or application number, 12 digits or the old 8, with or without ZL and the dot. A wrong check digit
 * is an error here, for every published number carries the right one; leaving it out is a warning.
 */
export function checkPatentNumber(text: string): IdentifierVerdict {
  const number = readPatentNumber(text)
  if (!number) {
    return error(
      'PATENT_NUMBER_MALFORMED',
      'A Chinese patent number has 12 digits (8 before October 2003), a dot and a check digit, with or without ZL.',
      'Give the application number, such as 201710601862.3, not the publication number.',
    )
  }
  if (number.checkDigit === null) {
    return warning(
      'PATENT_NUMBER_WITHOUT_CHECK_DIGIT',
      'The check digit after the dot is missing, so a typing error in the number could not be seen.',
      'Add the character after the dot from the patent certificate, or confirm the number.',
    )
  }
  if (number.checkDigit === patentCheckDigit(number.digits)) return fine
  return error(
    'PATENT_NUMBER_CHECK_DIGIT',
    'The check digit does not fit the other digits: there is a typing error.',
    'Compare with the patent certificate or the notice of acceptance.',
  )
}

/**
 * The one form in which a patent is stored and compared: digits, dot, check digit, no ZL (`201710601862.3`); a check
 * digit that was left out is added. Null when `checkPatentNumber` finds an error.
 */
export function normalisePatentNumber(text: string): string | null {
  const number = readPatentNumber(text)
  if (!number) return null
  const checkDigit = patentCheckDigit(number.digits)
  return number.checkDigit === null || number.checkDigit === checkDigit ? `${number.digits}.${checkDigit}` : null
}

// 科技成果登记号 ---------------------------------------------------------------------------------------------------

/** Judges a 科技成果登记号: place (3 digits), year (4), `Y`, serial (4), such as 9612015Y0100. */
export function checkAchievementRegistrationNumber(text: string): IdentifierVerdict {
  if (/^\d{3}(?:19|20)\d{2}Y\d{4}$/.test(plain(text))) return fine
  return error(
    'ACHIEVEMENT_REGISTRATION_NUMBER_MALFORMED',
    'An achievement registration number has 12 characters: 3 digits, the year, the letter Y, 4 digits.',
    'Copy it from the 科技成果登记证书, such as 9612015Y0100.',
  )
}

// Numbers that this service issues -------------------------------------------------------------------------------

/**
 * The number of a registration: region of the registry (6), year (4), sequence (6). Gapless per registry and year.
 * @throws RangeError when a part does not fit; the sequence starts at 1.
 */
export function formatRegistrationNumber(registryCode: string, year: number, sequence: number): string {
  const isSequence = Number.isInteger(sequence) && sequence >= 1 && sequence <= 999_999
  const isYear = Number.isInteger(year) && year >= 2000 && year <= 2999
  if (regionLevel(registryCode) === null || !isYear || !isSequence) {
    throw new RangeError(`no registration number for registry ${registryCode}, year ${year}, sequence ${sequence}`)
  }
  return `${registryCode}${year}${String(sequence).padStart(6, '0')}`
}

/** Judges a number of the form that `formatRegistrationNumber` issues. Imported numbers are opaque: do not ask here. */
export function checkRegistrationNumber(text: string): IdentifierVerdict {
  const number = plain(text)
  const isShaped = /^\d{6}2\d{3}\d{6}$/.test(number) && regionLevel(number.slice(0, 6)) !== null
  if (isShaped && !number.endsWith('000000')) return fine
  return error(
    'REGISTRATION_NUMBER_MALFORMED',
    'A registration number has 16 digits: region of the registry (6), year (4), sequence (6).',
    'Copy it from the registration certificate.',
  )
}
