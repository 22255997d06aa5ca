import { describe, expect, it } from 'vitest'
import { readEnv } from '#server/env.ts'

describe('the environment', () => {
  it('asks for long passwords unless told to follow 等保', () => {
    expect(readEnv({}).passwordProfile).toBe('nist')
    expect(readEnv({ JIEBANG_PASSWORD_PROFILE: 'dengbao' }).passwordProfile).toBe('dengbao')
  })

  it('stops the start for a profile that does not exist', () => {
    expect(() => readEnv({ JIEBANG_PASSWORD_PROFILE: 'lax' })).toThrow('nist or dengbao')
  })

  it('knows of an embeddings endpoint only when there is one', () => {
    expect(readEnv({}).embeddings).toBeNull()
    const url = 'https://models.example.test/v1/embeddings'
    const given = { JIEBANG_EMBEDDINGS_URL: url, JIEBANG_EMBEDDINGS_MODEL: 'bge-m3' }
    expect(readEnv(given).embeddings).toEqual({ url, model: 'bge-m3', key: null, dimensions: null })
    const full = { ...given, JIEBANG_EMBEDDINGS_KEY: 'k', JIEBANG_EMBEDDINGS_DIMENSIONS: '512' }
    expect(readEnv(full).embeddings).toEqual({ url, model: 'bge-m3', key: 'k', dimensions: 512 })
  })

  it.each([
    [{ JIEBANG_EMBEDDINGS_URL: 'models' }, 'whole address'],
    [{ JIEBANG_EMBEDDINGS_URL: 'file:///x' }, 'whole address'],
    [{ JIEBANG_EMBEDDINGS_URL: 'https://me:secret@host/v1/embeddings' }, 'JIEBANG_EMBEDDINGS_KEY'],
    [{ JIEBANG_EMBEDDINGS_URL: 'https://host/v1/embeddings' }, 'JIEBANG_EMBEDDINGS_MODEL'],
    [
      {
        JIEBANG_EMBEDDINGS_URL: 'https://host/v1/embeddings',
        JIEBANG_EMBEDDINGS_MODEL: 'm',
        JIEBANG_EMBEDDINGS_DIMENSIONS: '0',
      },
      'JIEBANG_EMBEDDINGS_DIMENSIONS',
    ],
  ])('stops the start for the endpoint %j', (source, words) => {
    const start = () => readEnv(source)
    expect(start).toThrow(words)
    expect(start).not.toThrow('secret')
  })
})
