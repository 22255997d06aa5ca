CREATE TABLE "match_model" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"dimensions" integer NOT NULL,
	"words" integer NOT NULL,
	"texts" integer NOT NULL,
	"options" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "match_model_version" CHECK ("match_model"."version" ~ '^[0-9a-f]{16}$'),
	CONSTRAINT "match_model_counts" CHECK ("match_model"."dimensions" between 1 and 1024 and "match_model"."words" > 0 and "match_model"."texts" > 0),
	CONSTRAINT "match_model_options" CHECK (jsonb_typeof("match_model"."options") = 'object')
);
--> statement-breakpoint
CREATE TABLE "match_model_part" (
	"model_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "match_model_part_model_id_number_pk" PRIMARY KEY("model_id","number"),
	CONSTRAINT "match_model_part_number" CHECK ("match_model_part"."number" >= 0),
	CONSTRAINT "match_model_part_length" CHECK (octet_length("match_model_part"."content") between 1 and 1048576)
);
--> statement-breakpoint
ALTER TABLE "match_model_part" ADD CONSTRAINT "match_model_part_model_id_match_model_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."match_model"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "match_model_one_in_use" ON "match_model" USING btree ((true)) WHERE retired_at is null;