/** What an account is called: the e-mail address it signs in with and the name others see. */
import { checkLength, checkPresent } from '../field-check.ts'
import { halfWidth } from '../half-width.ts'
import { type FieldProblem, Refusal } from '../refusal.ts'

/** The form in which an address is stored and compared: lower case, half width, no spaces around it. */
export function normaliseEmail(text: string): string {
  return halfWidth(text).trim().toLowerCase()
}

/** One "@", something before it, a dot in what follows. Whether mail arrives there is not for a pattern to say. */
const emailShape = /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/

export function checkEmail(email: string): FieldProblem[] {
  return email.length <= 254 && emailShape.test(email)
    ? []
    : [{ path: 'email', message: 'is not an e-mail address', remedy: 'write it like name@example.com' }]
}

export function checkDisplayName(displayName: string): FieldProblem[] {
  return [
    ...checkPresent('displayName', displayName.trim() !== '', 'write the name that others will see'),
    ...checkLength('displayName', displayName, 100),
  ]
}

/** Somebody has an account with this address already. */
export class EmailTaken extends Refusal {
  readonly code = 'EMAIL_TAKEN'
  constructor() {
    super('There is an account with this e-mail address already; sign in instead')
  }
}

/** One answer for an unknown address and for a wrong password: it must not tell which accounts exist. */
export class WrongCredentials extends Refusal {
  readonly code = 'WRONG_CREDENTIALS'
  constructor() {
    super('The e-mail address or the password is wrong')
  }
}

/** Somebody signed in wants to change the password but does not know the present one. */
export class WrongPassword extends Refusal {
  readonly code = 'WRONG_PASSWORD'
  constructor() {
    super('The present password is wrong')
  }
}

/** The one-time link of a fresh installation does not fit, was used, or was never given out. */
export class FirstAdminLinkInvalid extends Refusal {
  readonly code = 'FIRST_ADMIN_LINK_INVALID'
  constructor() {
    super('This link for the first administrator is not valid; the server prints the valid one when it starts')
  }
}
