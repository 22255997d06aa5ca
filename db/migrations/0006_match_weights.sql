CREATE TABLE "match_embedding" (
	"model" text NOT NULL,
	"text_sha256" "bytea" NOT NULL,
	"vector" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "match_embedding_model_text_sha256_pk" PRIMARY KEY("model","text_sha256"),
	CONSTRAINT "match_embedding_model_length" CHECK (char_length("match_embedding"."model") between 1 and 200),
	CONSTRAINT "match_embedding_sha256_length" CHECK (octet_length("match_embedding"."text_sha256") = 32),
	CONSTRAINT "match_embedding_vector_length" CHECK (octet_length("match_embedding"."vector") % 4 = 0 and octet_length("match_embedding"."vector") between 4 and 32768)
);
--> statement-breakpoint
CREATE TABLE "match_weights" (
	"id" uuid PRIMARY KEY NOT NULL,
	"weights" jsonb NOT NULL,
	"note" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"comparison" jsonb,
	"compared_at" timestamp (3) with time zone,
	"activated_at" timestamp (3) with time zone,
	"activated_by" uuid,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "match_weights_is_object" CHECK (jsonb_typeof("match_weights"."weights") = 'object'),
	CONSTRAINT "match_weights_note_length" CHECK (char_length("match_weights"."note") between 1 and 500),
	CONSTRAINT "match_weights_compared" CHECK (("match_weights"."comparison" is null) = ("match_weights"."compared_at" is null)),
	CONSTRAINT "match_weights_activated" CHECK (("match_weights"."activated_at" is null) = ("match_weights"."activated_by" is null) and ("match_weights"."activated_at" is null or "match_weights"."comparison" is not null)),
	CONSTRAINT "match_weights_retired" CHECK ("match_weights"."retired_at" is null or "match_weights"."activated_at" is not null)
);
--> statement-breakpoint
ALTER TABLE "match_weights" ADD CONSTRAINT "match_weights_created_by_user_account_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_weights" ADD CONSTRAINT "match_weights_activated_by_user_account_id_fk" FOREIGN KEY ("activated_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "match_embedding_created_at" ON "match_embedding" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "match_weights_one_active" ON "match_weights" USING btree ((true)) WHERE activated_at is not null and retired_at is null;