/** What stands in an exported result, in words of the office: Chinese, with the English behind it where that is asked for. */
import { regionName } from '../../region-name.ts'
import { contractTypeWords, type Language, organisationKindWords, policyStatusWords, type Word } from '../../words.ts'
import { factWords } from '../facts/fact-words.ts'
import { packWord } from '../pack/pack-words.ts'
import type { WhatIfResult, WhatIfSide } from './result.ts'
import { sideText, sideWords } from './side-words.ts'
import { type TurnedNumber, turnedText } from './turned.ts'
import { unitWords, variableText } from './variable-words.ts'
import type { PackVariable, VariableUnit } from './variables.ts'

/** What the result itself does not hold. */
export interface ExportNames {
  language: Language
  /** By code. */
  regions: Readonly<Record<string, string>>
  /** Of units, contracts, projects, achievements and persons, by id. */
  records: ReadonlyMap<string, { name: string; code: string | null }>
  isVersion: boolean
  turned: readonly TurnedNumber[]
}

export type ResultWords = ReturnType<typeof wordsOfResult>

export function wordsOfResult({ subject, compared }: WhatIfResult, names: ExportNames) {
  const { language, regions, records, isVersion, turned } = names
  const say = (zh: string, en: string) => (language === 'zh' || zh === en ? zh : `${zh} ${en}`)
  const both = ({ zh, en }: Word) => say(zh, en)
  const composed = (text: (one: Language) => string) => say(text('zh'), text('en'))
  const known = (words: Readonly<Record<string, Word>>, key: string) => (words[key] ? both(words[key]) : key)
  const titles = new Map([...(compared?.policy.rules ?? []), ...subject.policy.rules].map(one => [one.id, one.title]))
  const notKnown = say('未填写', 'not known')
  const region = (code: string) => (regions[code] ? regionName(code, regions) : (factWords[code] ?? code))
  return {
    say,
    yuan: say('元', 'CNY'),
    subject: both(sideWords.subject),
    compared: both(sideWords.compared),
    sideText(side: WhatIfSide): string {
      const origin = side === compared ? { isVersion: true, turned: [] } : { isVersion, turned }
      return composed(one => sideText(side, origin, one))
    },
    status: (status: string) => known(policyStatusWords, status),
    kind: (kind: string) =>
      kind === '' ? notKnown : kind === 'person' ? say('个人', 'person') : known(organisationKindWords, kind),
    size: (size: string) => (size === '' ? notKnown : say(factWords[size] ?? size, size)),
    type: (type: string) => (type === 'none' ? say('不涉及合同', 'no contract') : known(contractTypeWords, type)),
    rule: (id: string) => titles.get(id) ?? id,
    ruleOf: ({ rule }: PackVariable) => (rule === null ? say('多条规则', 'several rules') : (titles.get(rule) ?? rule)),
    variable: (variable: PackVariable) => composed(one => variableText(variable, one)),
    turned(variable: PackVariable): string {
      const found = turned.find(one => one.variable.path === variable.path)
      return found ? composed(one => turnedText({ ...found, ruleTitle: null }, one)) : ''
    },
    listTurned: () => turned.map(found => composed(one => turnedText(found, one))),
    unitOf: (unit: VariableUnit) => both(unitWords[unit]),
    /** `transfer.cap` → 上限; a limit with a name of its own keeps it. */
    limit: (account: string) => composed(one => packWord(account.split('.').at(-1) ?? account, one)),
    region,
    /** What a limit is over; several values in one key are told one after the other. */
    key(key: string): string {
      if (key === 'all') return say('全部', 'all')
      return key
        .split(' | ')
        .map(part => records.get(part)?.name ?? region(part))
        .join('，')
    },
    creditCode: (id: string) => records.get(id)?.code ?? '',
  }
}
