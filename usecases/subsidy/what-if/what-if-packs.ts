/** The texts that what-ifs are about: of versions and of edited copies. */
import type { Queryable } from '#db/client.ts'
import { sha256 } from '#db/digest.ts'
import { listPolicyVersionsById } from '#db/queries/subsidy.ts'
import type { WhatIfRow } from '#db/queries/what-if.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'
import { packOf } from '../policy/policy-packs.ts'

type Asked = Pick<WhatIfRow, 'id' | 'versionId' | 'source' | 'comparedVersionId'>

export interface WhatIfPacks {
  /** As it was before numbers were turned. @throws InvalidPolicyPack for a text that the language does not take any more. */
  subject(row: Asked): PolicyPack
  compared(row: Asked): PolicyPack | null
}

/** In one statement. */
export async function readWhatIfPacks(db: Queryable, rows: readonly Asked[]): Promise<WhatIfPacks> {
  const ids = rows.flatMap(({ versionId, comparedVersionId }) => [versionId, comparedVersionId])
  const versions = await listPolicyVersionsById(db, [...new Set(ids.filter(id => id !== null))])
  const packOfVersion = (row: Asked, id: string) => {
    const version = versions.find(one => one.id === id)
    if (!version) throw new Error(`what-if ${row.id} names the version ${id}, which is not there`)
    return packOf(version)
  }
  return {
    subject(row) {
      if (row.versionId !== null) return packOfVersion(row, row.versionId)
      const source = row.source ?? ''
      return packOf({ source, sha256: sha256(source) })
    },
    compared: row => (row.comparedVersionId === null ? null : packOfVersion(row, row.comparedVersionId)),
  }
}
