/**
 * Who × what. One row an action, one column a kind of person. Read a cell as the answer to "may they?":
 *   +  yes, whoever it belongs to      b  the same, once their organisation is verified
 *   o  yes, if it is their own         v  the same, once their organisation is verified
 *   r  only as assigned reviewer       .  never
 *   s  of what is in their region, once their organisation is verified
 *   a  the same as v, and of what is of a bureau in a region below theirs
 * "Own" means: their organisation stands in the relation that the action asks for.
 */
import { describe, expect, it } from 'vitest'
import type { Actor } from '#domain/access/actor.ts'
import type { Subject } from '#domain/access/grant.ts'
import { type Action, accessTable, may, mayInOwnRegion, OrganisationNotVerified } from '#domain/access/may.ts'
import { type OrganisationKind, organisationKinds, type Role, rolesOfKind } from '#domain/access/roles.ts'

const matrix = `
  action                          anon   stray  padmin sys    e_mem  e_adm  u_mem  u_adm  expert i_mem  b_mgr  b_adm  regr   r_adm  offic  revwr  apprv  cashr  audit
  account.change                  .      +      +      .      +      +      +      +      +      +      +      +      +      +      +      +      +      +      +
  membership.answer               .      +      +      .      +      +      +      +      +      +      +      +      +      +      +      +      +      +      +
  session.sweep                   .      .      .      +      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .
  organisation.found              .      +      +      .      +      +      +      +      +      +      +      +      +      +      +      +      +      +      +
  organisation.create             .      .      +      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .
  organisation.read_all           .      .      +      .      .      .      .      .      .      .      .      .      .      .      b      .      .      .      b
  organisation.verify             .      .      +      .      .      .      .      .      .      .      .      .      .      .      b      .      .      .      .
  organisation.verify_authority   .      .      +      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .
  organisation.manage_members     .      .      .      .      .      o      .      o      .      .      .      o      .      .      .      .      .      .      .
  organisation.manage_authority   .      .      +      .      .      .      .      .      .      .      .      .      .      o      .      .      .      .      .
  demand.create                   .      .      .      .      o      o      o      o      .      o      .      .      .      .      v      .      .      .      .
  achievement.create              .      .      .      .      o      o      o      o      .      o      .      .      .      .      v      .      .      .      .
  expert.create                   .      .      .      .      o      o      o      o      .      o      .      .      .      .      v      .      .      .      .
  listing.import                  .      .      .      .      o      o      o      o      .      o      .      .      .      .      v      .      .      .      .
  listing.edit                    .      .      .      .      o      o      o      o      .      o      .      .      .      .      v      .      .      .      .
  listing.submit                  .      .      .      .      v      v      v      v      .      v      .      .      .      .      v      .      .      .      .
  listing.renew                   .      .      .      .      v      v      v      v      .      v      .      .      .      .      v      .      .      .      .
  listing.withdraw                .      .      .      .      o      o      o      o      .      o      .      .      .      .      b      .      .      .      .
  listing.examine                 .      .      .      .      .      .      .      .      .      .      .      .      .      .      b      .      .      .      .
  listing.expire                  .      .      .      +      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .
  listing.read_unpublished        .      .      .      .      o      o      o      o      .      o      .      .      .      .      b      .      .      .      b
  listing.read_contact            .      .      .      .      o      o      o      o      .      o      .      .      .      .      b      .      .      .      b
  match.view                      .      +      +      .      +      +      +      +      +      +      +      +      +      +      +      +      +      +      +
  match.judge                     .      .      +      .      b      b      b      b      b      b      b      b      b      b      b      b      b      b      b
  match.invite                    .      .      .      .      v      v      v      v      .      v      .      .      .      .      v      .      .      .      .
  match.answer                    .      .      .      .      o      o      o      o      .      o      .      .      .      .      v      .      .      .      .
  match.read_totals               .      .      +      .      .      .      .      .      .      .      .      .      .      .      b      .      .      .      b
  match.evaluate                  .      .      .      +      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .
  match.set_weights               .      .      +      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .
  match.sweep                     .      .      .      +      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .
  match.train                     .      .      .      +      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .
  synonym.maintain                .      .      +      .      .      .      .      .      .      .      .      .      .      .      b      .      .      .      .
  notification.read               .      +      +      .      +      +      +      +      +      +      +      +      +      +      +      +      +      +      +
  notification.issue              .      .      .      +      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .
  challenge.create                .      .      .      .      v      v      v      v      .      v      .      .      .      .      .      .      .      .      .
  challenge.edit                  .      .      .      .      v      v      v      v      .      v      .      .      .      .      .      .      .      .      .
  challenge.submit                .      .      .      .      v      v      v      v      .      v      .      .      .      .      .      .      .      .      .
  challenge.read_unpublished      .      .      .      .      o      o      o      o      .      o      .      .      .      .      v      v      v      v      v
  challenge.run                   .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      .      .      .      .
  challenge.read_scores           .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      v      v      .      v
  bid.create                      .      .      .      .      v      v      v      v      .      v      .      .      .      .      .      .      .      .      .
  bid.withdraw                    .      .      .      .      v      v      v      v      .      v      .      .      .      .      .      .      .      .      .
  bid.read_sealed                 .      .      .      .      o      o      o      o      .      o      .      .      .      .      .      .      .      .      .
  bid.read_opened                 .      r      .      .      o      o      o      o      r      o      r      r      r      r      v      v      v      r      v
  bid.read_awarded                .      .      .      .      o      o      o      o      .      o      .      .      .      .      .      .      .      .      .
  bid.score                       .      r      .      .      r      r      r      r      r      r      r      r      r      r      r      r      r      r      r
  contract.create                 .      .      .      .      v      v      v      v      .      v      .      .      .      .      .      .      .      .      .
  contract.sign                   .      .      .      .      v      v      v      v      .      v      .      .      .      .      .      .      .      .      .
  contract.read                   .      .      .      .      o      o      o      o      .      o      .      .      v      .      b      b      b      b      b
  contract.record_payment         .      .      .      .      v      v      v      v      .      v      .      .      .      .      .      .      .      .      .
  contract.record_receipt         .      .      .      .      v      v      v      v      .      v      .      .      .      .      .      .      .      .      .
  contract.record_invoice         .      .      .      .      v      v      v      v      .      v      .      .      .      .      .      .      .      .      .
  contract.reverse_payment        .      .      .      .      v      v      v      v      .      v      .      .      .      .      s      .      .      .      .
  contract.reverse_receipt        .      .      .      .      v      v      v      v      .      v      .      .      .      .      s      .      .      .      .
  contract.reverse_invoice        .      .      .      .      v      v      v      v      .      v      .      .      .      .      s      .      .      .      .
  registration.submit             .      .      .      .      v      v      v      v      .      v      .      .      .      .      .      .      .      .      .
  registration.handle             .      .      .      .      .      .      .      .      .      .      .      .      v      .      .      .      .      .      .
  registration.verify_certificate +      +      +      +      +      +      +      +      +      +      +      +      +      +      +      +      +      +      +
  subsidy.determine               .      .      .      .      .      .      .      .      .      .      .      .      .      .      b      b      .      .      .
  subsidy.read_runs               .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      v      .      .      v
  subsidy.run                     .      .      .      +      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .
  subsidy.read                    .      .      .      .      o      o      o      o      .      o      v      v      v      .      a      a      a      a      a
  red_flag.read                   .      .      .      .      .      .      .      .      .      .      .      .      .      .      a      a      a      a      a
  red_flag.find                   .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      v      .      .      .
  red_flag.override               .      .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      .      .      .
  subsidy.claim                   .      .      .      .      v      v      v      v      .      v      v      v      v      .      .      .      .      .      .
  subsidy.record_use              .      .      .      .      v      v      v      v      .      v      v      v      v      .      .      .      .      .      .
  subsidy.withdraw_use            .      .      .      .      v      v      v      v      .      v      v      v      v      .      v      .      .      .      .
  subsidy.tell                    .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      .      .      .      .
  subsidy.review                  .      .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      .      .      .
  subsidy.approve                 .      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      .      .
  subsidy.pay                     .      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      .
  subsidy.refuse_claimed          .      .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      v      .      .
  subsidy.read_payee              .      .      .      .      o      o      o      o      .      o      v      v      v      .      .      .      v      v      v
  payout.read                     .      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      v      v
  clawback.raise                  .      .      .      +      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .
  clawback.cancel                 .      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      .      .
  clawback.read                   .      .      .      .      o      o      o      o      .      o      v      v      v      .      a      a      a      a      a
  integrity.record                .      .      .      .      .      .      .      .      .      .      .      .      .      .      b      .      .      .      .
  integrity.read                  .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      v      v      v      v
  integrity.repair                .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      .      .      .      .
  integrity.revoke                .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      .      .      .      .
  subsidy_fact.record             .      .      .      .      .      .      .      .      .      .      .      .      .      .      s      .      .      .      .
  subsidy_fact.withdraw           .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      .      .      .      .
  subsidy_fact.read               .      .      .      .      o      o      o      o      .      o      v      v      v      .      s      s      s      s      s
  policy.read                     +      +      +      +      +      +      +      +      +      +      +      +      +      +      +      +      +      +      +
  policy.load                     .      .      .      +      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .
  policy.read_edits               .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      v      v      v      v
  policy.edit                     .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      .      .      .      .
  policy.review                   .      .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      v      .      .
  what_if.ask                     .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      v      v      .      v
  what_if.cancel                  .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      v      v      .      v
  what_if.read                    .      .      .      .      .      .      .      .      .      .      .      .      .      .      v      v      v      v      v
  what_if.run                     .      .      .      +      .      .      .      .      .      .      .      .      .      .      .      .      .      .      .
  entitlement.read                .      .      .      .      o      o      o      o      .      o      v      v      v      .      .      .      .      .      .
`

const cast: Record<string, readonly [OrganisationKind, Role] | 'anonymous' | 'stray' | 'admin' | 'system'> = {
  anon: 'anonymous',
  stray: 'stray',
  padmin: 'admin',
  sys: 'system',
  e_mem: ['enterprise', 'member'],
  e_adm: ['enterprise', 'admin'],
  u_mem: ['university', 'member'],
  u_adm: ['university', 'admin'],
  expert: ['university', 'expert'],
  i_mem: ['institute', 'member'],
  b_mgr: ['broker_agency', 'manager'],
  b_adm: ['broker_agency', 'admin'],
  regr: ['registry', 'registrar'],
  r_adm: ['registry', 'admin'],
  offic: ['bureau', 'officer'],
  revwr: ['bureau', 'reviewer'],
  apprv: ['bureau', 'approver'],
  cashr: ['bureau', 'cashier'],
  audit: ['bureau', 'auditor'],
}

/** Where the cast is, and where it is not. */
const [here, below, elsewhere] = ['410100', '410105', '410300']

function user(held: readonly [OrganisationKind, Role] | null, isVerified: boolean, isAdmin = false): Actor {
  const acting = held && {
    membershipId: 'membership',
    organisationId: 'own',
    organisationKind: held[0],
    organisationName: 'Own',
    regionCode: here,
    role: held[1],
    isVerified,
  }
  return { kind: 'user', userId: 'person', displayName: 'Person', isAdmin, acting }
}

function play(name: string, isVerified: boolean): Actor {
  const part = cast[name]
  if (part === undefined) throw new Error(`nobody is called ${name}`)
  if (part === 'anonymous' || part === 'system') return { kind: part }
  if (part === 'stray' || part === 'admin') return user(null, isVerified, part === 'admin')
  return user(part, isVerified)
}

function subjectOf(organisationId: string, reviewers: readonly string[] = []): Subject {
  const [owner, poster, bureau, bidder] = Array<string>(4).fill(organisationId)
  const [buyer, seller, registry, beneficiary] = Array<string>(4).fill(organisationId)
  const place = { regions: [elsewhere, '410000'], bureauRegion: here }
  return { owner, poster, bureau, bidder, buyer, seller, registry, beneficiary, reviewers, ...place }
}

/** The cell as the access table answers it. */
function ask(action: Action, name: string): string {
  const isAllowed = (isVerified: boolean, subject: Subject) => may(play(name, isVerified), action, subject) === null
  const own = subjectOf('own')
  const foreign = subjectOf('foreign')
  if (isAllowed(true, foreign)) return isAllowed(false, foreign) ? '+' : 'b'
  if (isAllowed(true, own)) {
    if (isAllowed(false, own)) return 'o'
    return isAllowed(true, { ...foreign, bureauRegion: below }) ? 'a' : 'v'
  }
  if (isAllowed(true, { ...foreign, regions: [elsewhere, below] })) return 's'
  return isAllowed(true, subjectOf('foreign', ['person'])) ? 'r' : '.'
}

const [header = [], ...rows] = matrix
  .trim()
  .split('\n')
  .map(line => line.trim().split(/ +/))
const names = header.slice(1)

describe('who may do what', () => {
  it('has a row for every action, and no row for another', () => {
    expect(rows.map(row => row[0])).toEqual(Object.keys(accessTable))
  })

  it('has a column for everybody in the cast', () => {
    expect(names).toEqual(Object.keys(cast))
  })

  it.each(rows.map(([action = '', ...cells]) => [action, cells] as const))('%s', (action, cells) => {
    const asked = names.map(name => `${name} ${ask(action as Action, name)}`)
    expect(asked).toEqual(names.map((name, i) => `${name} ${cells[i]}`))
  })

  it('has every role of every kind of organisation in the cast, but kinds that are treated alike', () => {
    const alike = new Set<OrganisationKind>(['university', 'institute'])
    const played = new Set(Object.values(cast).map(String))
    for (const kind of organisationKinds)
      for (const role of rolesOfKind[kind])
        if (!alike.has(kind) && role !== 'expert') expect(played).toContain(`${kind},${role}`)
  })
})

describe('a bureau of a place', () => {
  const officer = user(['bureau', 'officer'], true)
  it.each([
    ['its own region', [here], true],
    ['a district of it', [below], true],
    ['a contract with one party in it', [elsewhere, below], true],
    ['another city', [elsewhere], false],
    ['the whole province', ['410000'], false],
    ['nowhere', [], false],
  ])('keeps facts of %s: %s', (_, regions, isAllowed) => {
    expect(may(officer, 'subsidy_fact.record', { regions }) === null).toBe(isAllowed)
  })
  it.each([
    [here, false],
    [below, true],
    ['410000', false],
    ['410305', false],
  ])('reads figures of a bureau in %s that is not itself: %s', (bureauRegion, isAllowed) => {
    expect(may(officer, 'subsidy.read', { bureau: 'foreign', bureauRegion }) === null).toBe(isAllowed)
  })
  it('is asked before it is known what about', () => {
    expect(mayInOwnRegion(officer, 'subsidy_fact.record')).toBeNull()
    expect(mayInOwnRegion(user(['bureau', 'auditor'], true), 'subsidy_fact.record')).toMatchObject({
      code: 'NOT_ALLOWED',
      needs: ['officer of bureau whose region contains it'],
    })
    expect(mayInOwnRegion({ kind: 'anonymous' }, 'subsidy_fact.record')).toMatchObject({ code: 'SIGN_IN_REQUIRED' })
  })
})

describe('what the refusal says', () => {
  const own = subjectOf('own')

  it('tells a visitor to sign in, not who may', () => {
    expect(may({ kind: 'anonymous' }, 'demand.create', own)).toMatchObject({ code: 'SIGN_IN_REQUIRED' })
  })

  it('names the missing verification when nothing else is missing', () => {
    const refusal = may(user(['enterprise', 'member'], false), 'listing.submit', own)
    expect(refusal).toBeInstanceOf(OrganisationNotVerified)
  })

  it('does not speak of verification to somebody for whom it would change nothing', () => {
    const refusal = may(user(['enterprise', 'member'], false), 'listing.submit', subjectOf('foreign'))
    expect(refusal).toMatchObject({ code: 'NOT_ALLOWED', action: 'listing.submit' })
  })

  it('says who may', () => {
    const refusal = may(user(['enterprise', 'member'], true), 'registration.handle', own)
    expect(refusal).toMatchObject({ code: 'NOT_ALLOWED', needs: ['registrar of registry that is the registry'] })
  })
})

describe('the administrator of the platform', () => {
  const bidActions = (Object.keys(accessTable) as Action[]).filter(action => action.startsWith('bid.'))

  it.each(bidActions)('is kept from %s whatever else the account is', action => {
    for (const part of Object.values(cast))
      if (typeof part !== 'string')
        expect(may(user(part, true, true), action, subjectOf('own', ['person']))).toMatchObject({ code: 'NOT_ALLOWED' })
  })
})

describe('acting for another organisation', () => {
  it('carries nothing over: a right comes from the membership acted under, not from the person', () => {
    const officer = user(['bureau', 'officer'], true)
    const sameAsMember = user(['enterprise', 'member'], true)
    expect(may(officer, 'listing.examine', {})).toBeNull()
    expect(may(sameAsMember, 'listing.examine', {})).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(may(user(null, true), 'listing.examine', {})).toMatchObject({ code: 'NOT_ALLOWED' })
  })
})
