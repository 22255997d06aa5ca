/**
 * What a claim consists of. Evidence that the register holds is not asked for again ("材料一次报送"): what is missing is
 * asked for once, record by record. The account to pay to is asked for once too: the last one given serves again.
 */
import { checkLength } from '../../field-check.ts'
import { halfWidth } from '../../half-width.ts'
import { type FieldProblem, Refusal } from '../../refusal.ts'

export interface Payee {
  /** 户名 */
  accountName: string
  /** 开户行 */
  bankName: string
  /** 账号 */
  accountNumber: string
}

const longestName = 200

/** As it is stored: without blanks around the names, the number without the blanks and hyphens people write in it. */
export function tidyPayee({ accountName, bankName, accountNumber }: Payee): Payee {
  return {
    accountName: accountName.trim(),
    bankName: bankName.trim(),
    accountNumber: halfWidth(accountNumber).replace(/[\s-]/g, ''),
  }
}

/** What is wrong with an account to pay to. `path` begins the paths. The name must be the beneficiary's own. */
export function checkPayee(path: string, payee: Payee, beneficiaryName: string): FieldProblem[] {
  const problems = [
    ...checkLength(`${path}.accountName`, payee.accountName, longestName),
    ...checkLength(`${path}.bankName`, payee.bankName, longestName),
  ]
  if (halfWidth(payee.accountName) !== halfWidth(beneficiaryName))
    problems.push({
      path: `${path}.accountName`,
      message: 'is not the name of the beneficiary',
      remedy: `give an account in the name of ${beneficiaryName}`,
    })
  if (payee.bankName.length < 2)
    problems.push({ path: `${path}.bankName`, message: 'is missing', remedy: 'name the bank with its branch' })
  if (!/^[0-9]{6,32}$/.test(payee.accountNumber))
    problems.push({
      path: `${path}.accountNumber`,
      message: 'is not the number of an account',
      remedy: 'enter its 6 to 32 digits',
    })
  return problems
}

/** A record of the explanation, as far as its proof is concerned. */
export interface ClaimedRecord {
  record: string
  kind: string
  used: boolean
  source: {
    registrationNumber: string | null
    evidence: { id: string } | null
    /** Of a fact that a bureau keeps, even if it is empty. */
    statedSource?: string | null
  } | null
}

/** Records that count and that nothing in the register proves: no document, no registration, no bureau's own record. */
export function listUnproven(inputs: readonly ClaimedRecord[]): { record: string; kind: string }[] {
  const unproven = inputs.filter(
    ({ used, source }) =>
      used && source?.evidence == null && source?.registrationNumber == null && source?.statedSource == null,
  )
  return [...new Map(unproven.map(({ record, kind }) => [record, { record, kind }])).values()]
}

/** Under which purpose the document of a record is kept with a determination. */
export const purposeOfRecord = (record: string) => `record:${record}`

export class EvidenceMissing extends Refusal {
  readonly code = 'EVIDENCE_MISSING'
  readonly records: readonly string[]
  constructor(records: readonly string[]) {
    super(`${records.length} records count in this figure and nothing proves them yet; attach a document for each`)
    this.records = records
  }
}

export class EvidenceNotNeeded extends Refusal {
  readonly code = 'EVIDENCE_NOT_NEEDED'
  readonly records: readonly string[]
  constructor(records: readonly string[]) {
    super('These records are proven already, or do not count in this figure; nothing is handed in twice')
    this.records = records
  }
}

/** Why these documents are not those that are missing, or null. All three are ids of records. */
export function checkEvidenceGiven(
  unproven: readonly string[],
  givenBefore: readonly string[],
  given: readonly string[],
): EvidenceMissing | EvidenceNotNeeded | null {
  const proven = new Set(givenBefore)
  const missing = new Set(unproven.filter(record => !proven.has(record)))
  const superfluous = given.filter(record => !missing.delete(record))
  if (superfluous.length > 0) return new EvidenceNotNeeded(superfluous)
  return missing.size > 0 ? new EvidenceMissing([...missing]) : null
}

export class PayeeMissing extends Refusal {
  readonly code = 'PAYEE_MISSING'
  readonly determinationIds: readonly string[]
  constructor(determinationIds: readonly string[]) {
    super('The account to pay to is not known; the beneficiary must give it')
    this.determinationIds = determinationIds
  }
}

export class PayeeFixed extends Refusal {
  readonly code = 'PAYEE_FIXED'
  constructor() {
    super('The account to pay to was reviewed with the claim; it changes only if the treasury could not pay to it')
  }
}
