/** A refusal of a rule, for whoever finds it beside a job that failed: with the names of what it is about. */
import type { Queryable } from '#db/client.ts'
import { listRecordNames, type RecordName } from '#db/queries/record-name.ts'
import type { Refusal } from '#domain/refusal.ts'
import { detailsOf, writeFailure } from '#domain/stored-failure.ts'
import { fieldTitle } from '#domain/subsidy/facts/field-title.ts'
import { InvalidPolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'

const anyId = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g
/** A refusal may name thousands; people read the first. */
const mostNamed = 5

/** As it is stored. `readPacks` reads those whose rule it may be; a text that cannot be read has no rules to name. */
export async function nameRefusal(
  db: Queryable,
  refusal: Refusal,
  readPacks: () => Promise<readonly PolicyPack[]>,
): Promise<string> {
  const packs = refusal instanceof InvalidPolicyPack ? [] : await readPacks()
  const given = Object.entries(detailsOf(refusal)).flatMap(([name, value]): [string, string][] => textsOf(name, value))
  const ids = [refusal.message, ...given.map(([, text]) => text)].flatMap(text => text.match(anyId) ?? [])
  const names = await listRecordNames(db, ids)
  const details = given.map(([name, text]) => [name, wordOf(name, text, { names, packs })])
  const message = named(refusal.message, names)
  // `context` chooses the sentence that tells the names (i18next); elsewhere a refusal has ids.
  return writeFailure({ code: refusal.code, message, details: { ...Object.fromEntries(details), context: 'named' } })
}

function textsOf(name: string, value: unknown): [string, string][] {
  if (typeof value === 'string') return [[name, value]]
  if (!Array.isArray(value) || !value.every(one => typeof one === 'string')) return []
  return [[name, value.slice(0, mostNamed).join('、') + (value.length > mostNamed ? '…' : '')]]
}

interface Known {
  names: ReadonlyMap<string, RecordName>
  packs: readonly PolicyPack[]
}

function wordOf(name: string, text: string, { names, packs }: Known): string {
  if (name === 'rule') return packs.flatMap(({ rules }) => rules).find(({ id }) => id === text)?.title ?? text
  if (name === 'field')
    return (
      fieldTitle(
        text,
        packs.flatMap(({ fields }) => fields),
      ) ?? text
    )
  // `receipt 018f…`: the name of its contract says more than the kind of record.
  const record = name === 'record' ? names.get(text.split(' ').at(-1) ?? '') : undefined
  return record ? labelOf(record) : named(text, names)
}

function named(text: string, names: Known['names']): string {
  return text.replace(anyId, id => {
    const record = names.get(id)
    return record ? labelOf(record) : id
  })
}

const labelOf = ({ name, code }: RecordName) => (code === null ? name : `${name}（${code}）`)
