/** What each side of a what-if is, so that two of one version are told apart by the numbers that were turned. */
import type { Language, Word } from '../../words.ts'
import type { WhatIfSide } from './result.ts'
import { type TurnedNumber, turnedSummary } from './turned.ts'

export const sideWords = {
  subject: { zh: '本方案', en: 'This policy' },
  compared: { zh: '对照版本', en: 'Compared with' },
} as const satisfies Record<string, Word>

const kinds = {
  text: { zh: '草拟文本 #', en: 'draft text #' },
  inForce: { zh: '现行版本 #', en: 'in force, #' },
  version: { zh: '版本 #', en: 'version #' },
} as const satisfies Record<string, Word>
const comma: Word = { zh: '，', en: ', ' }

export interface SideOrigin {
  /** False for a working copy or a text that was handed in. */
  isVersion: boolean
  turned: readonly TurnedNumber[]
}

/** Beyond it, numbers are counted rather than named: it is the title of a card. */
const mostTurnedText = 200

/** `现行版本 1，买方补助 比例 3 % → 2 %` */
export function sideText(
  { policy }: Pick<WhatIfSide, 'policy'>,
  { isVersion, turned }: SideOrigin,
  language: Language,
): string {
  const kind = kinds[!isVersion ? 'text' : policy.status === 'in_force' ? 'inForce' : 'version']
  const name = kind[language].replace('#', () => policy.version)
  const numbers = turnedSummary(turned, language, mostTurnedText)
  return numbers === '' ? name : `${name}${comma[language]}${numbers}`
}
