import type { Database } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { insertMatchModel, lockMatchModelInUse, type MatchModelRow, retireMatchModel } from '#db/queries/match-model.ts'
import { listMatchDocuments } from '#db/queries/matching.ts'
import { may } from '#domain/access/may.ts'
import { libraries } from '#domain/listing.ts'
import type { MatchDocument } from '#domain/matching/document.ts'
import { encodeWordVectors } from '#domain/matching/vectors/encoding.ts'
import { createTextSample } from '#domain/matching/vectors/text-sample.ts'
import { type TrainingProgress, trainWordVectors } from '#domain/matching/vectors/train.ts'
import { defaultTraining, type TrainingOptions } from '#domain/matching/vectors/training-options.ts'
import type { WordVectors } from '#domain/matching/vectors/word-vectors.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'

const pageRows = 2_000

/**
 * Of fewer listings nothing is learnt unless it is wanted: words of some hundreds stand near one another by chance, and
 * the reasons would say so.
 */
export const leastListings = 2_000

export interface Trained {
  /** Public listings that were read for it. */
  texts: number
  /** In use from now on; null when the listings are too few, or hold no word often enough, and nothing has changed. */
  model: Omit<MatchModelRow, 'createdAt' | 'retiredAt'> | null
  /** The listings taught what was in use already. */
  wasInUse: boolean
}

/**
 * Trains word vectors on the public listings and puts them in use in the place of older ones: in every process, within
 * a second of the commit. Nothing is written before the training is done, and then all of it at once. Keeps its thread
 * busy for minutes, so it runs in a process of its own (`npm run match:train`). Listings that give the same vectors
 * again change nothing.
 */
export async function trainMatchModel(
  ctx: Ctx,
  input: {
    options?: Partial<TrainingOptions>
    /** Another bar than {@link leastListings}. */
    least?: number
    onProgress?: (progress: TrainingProgress) => void
  } = {},
): Promise<Trained> {
  refuse(may(ctx.actor, 'match.train'))
  const options = { ...defaultTraining, ...input.options }
  const texts = await readTrainingTexts(ctx.db, options)
  const nothing = { texts: texts.length, model: null, wasInUse: false }
  if (texts.length < (input.least ?? leastListings)) return nothing
  const vectors = runTraining(texts, options, input.onProgress)
  if (vectors.words.length === 0) return nothing
  const { version, dimensions } = vectors
  const model = { id: ctx.newId(), version, dimensions, words: vectors.words.length, texts: texts.length, options }
  return mutate<Trained>(ctx, async tx => {
    const former = await lockMatchModelInUse(tx)
    if (former?.version === version)
      return { result: { texts: texts.length, model: former, wasInUse: true }, audit: [] }
    if (former) await retireMatchModel(tx, former.id, await readClock(tx))
    await insertMatchModel(tx, model, encodeWordVectors(vectors))
    return {
      result: { texts: texts.length, model, wasInUse: false },
      audit: {
        action: 'match_model.train',
        subjectKind: 'match_model',
        subjectId: model.id,
        before: { id: former?.id ?? null },
        after: model,
      },
    }
  })
}

/** Of more text than the training reads an even part of all, old and new. */
async function readTrainingTexts(db: Database, { maxTokens }: TrainingOptions): Promise<readonly string[]> {
  // A text never has more words than characters.
  const sample = createTextSample(maxTokens)
  for (const library of libraries) {
    let afterId: string | null = null
    do {
      const page: MatchDocument[] = await listMatchDocuments(db, library, { afterId, limit: pageRows })
      for (const { title, keywords, text } of page) sample.add([title, ...keywords, text].join('\n'))
      afterId = page.length < pageRows ? null : (page.at(-1)?.id ?? null)
    } while (afterId !== null)
  }
  return sample.texts
}

function runTraining(
  texts: readonly string[],
  options: TrainingOptions,
  onProgress: (progress: TrainingProgress) => void = () => {},
): WordVectors {
  const training = trainWordVectors(texts, options)
  for (;;) {
    const step = training.next()
    if (step.done) return step.value
    onProgress(step.value)
  }
}
