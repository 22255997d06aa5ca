/**
 * A process that changes an index, merges and writes snapshots as fast as it can, until it is killed. What it holds
 * after batch n is a function of n alone, so whoever kills it can tell whether a snapshot is right.
 */
import type { MatchDocument } from '#domain/matching/document.ts'
import { createIndexHost } from '#server/matching/index-host.ts'
import { aDocument, anId } from '../domain/matching/support.ts'

const words = ['氮化硼', '锂电池', '隔膜', '水泵', '密封', '刀具', '催化剂', '传感器', '轴承', '涂层']
const word = (n: number) => words[n % words.length] ?? ''

/** Forty documents come with each batch; some replace older ones, and every third batch takes some away. */
export function batchOf(n: number): { remove: string[]; upsert: MatchDocument[] } {
  const upsert = Array.from({ length: 40 }, (_, i) => {
    const number = (n * 29 + i) % 3000
    const title = `${word(number)}${word(number * 7 + n)}`
    return aDocument({
      id: anId(number),
      title,
      text: `${word(n)}与${word(i * 3)}的研究${n % 50}`,
      trl: 1 + (number % 9),
    })
  })
  const remove = n % 3 === 0 ? Array.from({ length: 10 }, (_, i) => anId((n * 13 + i * 17) % 3000)) : []
  return { remove, upsert }
}

/** The proof of a snapshot of batch n. */
export const proofOf = (n: number) => `after ${n}`

async function run(folder: string): Promise<never> {
  const host = createIndexHost()
  const loaded = await host.load(folder)
  for (let n = (loaded?.seq ?? 0) + 1; ; n++) {
    await host.apply(batchOf(n))
    for (let i = 0; i < 20 && host.step(); i++);
    if (n % 2 === 0) {
      await host.save(folder, { seq: n, proof: proofOf(n), model: '' })
      process.send?.(n)
    }
  }
}

const folder = process.argv[2]
if (process.send && folder) await run(folder)
