/**
 * Keeps a library's segments few and its dead few. Ten segments of about a size become one ten times as large, up to
 * the largest; a segment a fifth of whose documents are dead is written again without them. The work comes in steps,
 * so that whoever drives it can answer questions in between.
 */
import { averagesOf, type LibraryIndex, type LiveSegment, liveSegments, swapIn } from './library-index.ts'
import { type MergeFrame, mergeSegments } from './merge-segments.ts'
import { maxSegmentDocuments } from './segment.ts'

/** What is the same for every merge of a library. */
export type MaintainFrame = Omit<MergeFrame, 'averages'>

const fanIn = 10
const mostDead = 0.2

const livingOf = ({ segment, deadCount }: LiveSegment) => segment.documents - deadCount
const levelOf = (live: LiveSegment) => Math.floor(Math.log10(Math.max(1, livingOf(live))))

/** Segments that should be merged now; null when all is well. */
function choose(library: LibraryIndex): LiveSegment[] | null {
  const segments = liveSegments(library)
  const decayed = segments.filter(({ segment, deadCount }) => deadCount > segment.documents * mostDead)
  for (let level = 0; level <= Math.log10(maxSegmentDocuments); level++) {
    const group = segments.filter(live => levelOf(live) === level)
    const chosen = group.length >= fanIn ? takeFitting(group) : []
    if (chosen.length > 1) return chosen
  }
  return decayed[0] ? [decayed[0]] : null
}

/** As many, smallest first, as fit into one segment. */
function takeFitting(group: readonly LiveSegment[]): LiveSegment[] {
  let documents = 0
  return [...group]
    .sort((a, b) => livingOf(a) - livingOf(b) || a.slot - b.slot)
    .filter(live => {
      documents += livingOf(live)
      return documents <= maxSegmentDocuments
    })
}

function* merge(library: LibraryIndex, chosen: readonly LiveSegment[], frame: MaintainFrame): Generator<void, void> {
  // Marks of the dead may be set while this runs: the merge reads them when it begins, the swap when it ends.
  const merged = yield* mergeSegments(chosen, { ...frame, averages: averagesOf(library) })
  swapIn(library, chosen, merged)
}

/** Merges until nothing is left to do. Nothing else may add or merge segments with another generator meanwhile. */
export function* maintain(library: LibraryIndex, frame: MaintainFrame): Generator<void, void> {
  for (let chosen = choose(library); chosen !== null; chosen = choose(library)) yield* merge(library, chosen, frame)
}

/** Writes every segment again that holds dead documents, so that statistics are those of the living alone. */
export function* compact(library: LibraryIndex, frame: MaintainFrame): Generator<void, void> {
  for (const live of liveSegments(library)) if (live.deadCount > 0) yield* merge(library, [live], frame)
}
