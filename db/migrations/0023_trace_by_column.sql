-- The records of an explanation: by column, with what lines have in common once; row by row in old explanations.
CREATE FUNCTION inputs_of(explanation jsonb) RETURNS TABLE (record text, contract_id text, is_used boolean) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT i ->> 'record', coalesce(i -> 'source' ->> 'contractId', CASE WHEN i ->> 'kind' = 'contract' THEN i ->> 'record' END), (i ->> 'used')::boolean
  FROM jsonb_array_elements(CASE WHEN jsonb_typeof(explanation -> 'inputs') = 'array' THEN explanation -> 'inputs' ELSE '[]' END) AS i
  UNION ALL
  SELECT own.record, coalesce(source.value ->> 'contractId', CASE WHEN line.value ->> 'kind' = 'contract' THEN own.record END), (line.value ->> 'used')::boolean
  FROM (SELECT explanation -> 'inputs' AS columns WHERE jsonb_typeof(explanation -> 'inputs') = 'object') AS written
  CROSS JOIN LATERAL ROWS FROM (
    jsonb_array_elements_text(columns -> 'record'), jsonb_array_elements_text(columns -> 'line'), jsonb_array_elements_text(columns -> 'source')
  ) AS own (record, line, source)
  JOIN LATERAL jsonb_array_elements(columns -> 'lines') WITH ORDINALITY AS line (value, place) ON line.place = own.line::int + 1
  LEFT JOIN LATERAL jsonb_array_elements(columns -> 'sources') WITH ORDINALITY AS source (value, place) ON source.place = own.source::int + 1
$$;
--> statement-breakpoint

-- Explanations are large and written by the thousand: lz4 takes a third of the time, where the server was built with it.
DO $$ BEGIN
  ALTER TABLE determination ALTER COLUMN trace SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported OR invalid_parameter_value THEN
  NULL;
END $$;
