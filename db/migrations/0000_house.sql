CREATE TABLE "achievement" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"region_code" text,
	"search_text" text DEFAULT '' NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"published_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"import_key" text,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"advantages" text NOT NULL,
	"field" text,
	"industry_code" text,
	"completing_units" text[] NOT NULL,
	"completers" text[] NOT NULL,
	"stage" text,
	"trl" smallint,
	"ip_rights" jsonb NOT NULL,
	"ways_of_transfer" text[] NOT NULL,
	"price_min_fen" bigint,
	"price_max_fen" bigint,
	"keywords" text[] NOT NULL,
	"registration_number" text,
	"empowerment" text NOT NULL,
	"contact" jsonb NOT NULL,
	CONSTRAINT "achievement_state" CHECK ("achievement"."state" in ('draft', 'submitted', 'returned', 'published', 'withdrawn', 'expired')),
	CONSTRAINT "achievement_field" CHECK ("achievement"."field" in ('electronic_information', 'aerospace', 'advanced_manufacturing', 'biomedicine', 'new_materials', 'new_energy', 'environment', 'nuclear', 'agriculture', 'modern_transport', 'urban_social')),
	CONSTRAINT "achievement_stage" CHECK ("achievement"."stage" in ('early', 'middle', 'mature')),
	CONSTRAINT "achievement_empowerment" CHECK ("achievement"."empowerment" in ('none', 'ownership', 'long_term_use')),
	CONSTRAINT "achievement_title_length" CHECK (char_length("achievement"."title") between 0 and 200),
	CONSTRAINT "achievement_price_min" CHECK ("achievement"."price_min_fen" between 0 and 9000000000000000),
	CONSTRAINT "achievement_price_max" CHECK ("achievement"."price_max_fen" between 0 and 9000000000000000),
	CONSTRAINT "achievement_price_order" CHECK ("achievement"."price_min_fen" <= "achievement"."price_max_fen"),
	CONSTRAINT "achievement_trl" CHECK ("achievement"."trl" between 1 and 9),
	CONSTRAINT "achievement_published_dates" CHECK ("achievement"."state" not in ('published', 'expired') or ("achievement"."published_at" is not null and "achievement"."expires_at" > "achievement"."published_at")),
	CONSTRAINT "achievement_quality_gate" CHECK ("achievement"."state" <> 'published' or ("achievement"."title" <> '' and "achievement"."field" is not null and cardinality("achievement"."ways_of_transfer") > 0))
);
--> statement-breakpoint
CREATE TABLE "bid" (
	"id" uuid PRIMARY KEY NOT NULL,
	"challenge_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"sealed_content" "bytea" NOT NULL,
	"commitment" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"sealed_at" timestamp (3) with time zone,
	"opened_at" timestamp (3) with time zone,
	"salt" text,
	"price_fen" bigint,
	"plan" text,
	"team" jsonb,
	"duration_days" integer,
	"feedback_reason" text,
	"feedback_text" text DEFAULT '' NOT NULL,
	CONSTRAINT "bid_state" CHECK ("bid"."state" in ('draft', 'sealed', 'withdrawn', 'opened', 'shortlisted', 'awarded', 'not_awarded')),
	CONSTRAINT "bid_commitment_shape" CHECK ("bid"."commitment" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "bid_sealed_at" CHECK ("bid"."state" in ('draft', 'withdrawn') or "bid"."sealed_at" is not null),
	CONSTRAINT "bid_contents_sealed" CHECK (("bid"."state" in ('opened', 'shortlisted', 'awarded', 'not_awarded')) = ("bid"."price_fen" is not null) and ("bid"."state" in ('opened', 'shortlisted', 'awarded', 'not_awarded')) = ("bid"."plan" is not null) and ("bid"."state" in ('opened', 'shortlisted', 'awarded', 'not_awarded')) = ("bid"."salt" is not null)),
	CONSTRAINT "bid_feedback" CHECK ("bid"."state" <> 'not_awarded' or "bid"."feedback_reason" is not null),
	CONSTRAINT "bid_price" CHECK ("bid"."price_fen" between 1 and 9000000000000000)
);
--> statement-breakpoint
CREATE TABLE "score" (
	"bid_id" uuid NOT NULL,
	"reviewer_id" uuid NOT NULL,
	"ordinal" smallint NOT NULL,
	"points" smallint NOT NULL,
	"comment" text DEFAULT '' NOT NULL,
	"scored_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "score_bid_id_reviewer_id_ordinal_pk" PRIMARY KEY("bid_id","reviewer_id","ordinal"),
	CONSTRAINT "score_points" CHECK ("score"."points" between 0 and 100),
	CONSTRAINT "score_comment_length" CHECK (char_length("score"."comment") between 0 and 2000)
);
--> statement-breakpoint
CREATE TABLE "seal_key" (
	"fingerprint" text PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "challenge" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"selection" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"demand_id" uuid NOT NULL,
	"poster_id" uuid NOT NULL,
	"bureau_id" uuid NOT NULL,
	"title" text NOT NULL,
	"problem" text NOT NULL,
	"indicators" jsonb NOT NULL,
	"ip_ownership" text NOT NULL,
	"reward_fen" bigint NOT NULL,
	"conditions" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"published_at" timestamp (3) with time zone,
	"bids_close_at" timestamp (3) with time zone,
	"opened_at" timestamp (3) with time zone,
	"recommended_bid_id" uuid,
	"recommendation_reason" text DEFAULT '' NOT NULL,
	"notice_ends_at" timestamp (3) with time zone,
	"awarded_at" timestamp (3) with time zone,
	CONSTRAINT "challenge_kind" CHECK ("challenge"."kind" in ('attack', 'conversion')),
	CONSTRAINT "challenge_selection" CHECK ("challenge"."selection" in ('open', 'race', 'directed')),
	CONSTRAINT "challenge_state" CHECK ("challenge"."state" in ('draft', 'submitted', 'returned', 'vetted', 'published', 'closed', 'opened', 'under_review', 'recommended', 'public_notice', 'objected', 'awarded', 'contracted', 'in_progress', 'accepted', 'exempted', 'failed', 'archived', 'cancelled', 'no_bids')),
	CONSTRAINT "challenge_ip_ownership" CHECK ("challenge"."ip_ownership" in ('buyer', 'shared', 'seller', 'negotiable')),
	CONSTRAINT "challenge_title_length" CHECK (char_length("challenge"."title") between 1 and 200),
	CONSTRAINT "challenge_reward" CHECK ("challenge"."reward_fen" between 1 and 9000000000000000),
	CONSTRAINT "challenge_window" CHECK ("challenge"."bids_close_at" > "challenge"."published_at"),
	CONSTRAINT "challenge_published_window" CHECK ("challenge"."state" not in ('published', 'closed', 'opened', 'under_review') or "challenge"."bids_close_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "challenge_reviewer" (
	"challenge_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"assigned_by" uuid NOT NULL,
	"assigned_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "challenge_reviewer_challenge_id_user_id_pk" PRIMARY KEY("challenge_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "list_setting" (
	"bureau_id" uuid PRIMARY KEY NOT NULL,
	"min_bid_window_seconds" integer DEFAULT 1728000 NOT NULL,
	"notice_working_days" smallint DEFAULT 5 NOT NULL,
	"notice_seconds" integer DEFAULT 0 NOT NULL,
	"min_reviewers" smallint DEFAULT 5 NOT NULL,
	CONSTRAINT "list_setting_window" CHECK ("list_setting"."min_bid_window_seconds" between 1 and 31536000),
	CONSTRAINT "list_setting_notice" CHECK ("list_setting"."notice_working_days" between 0 and 60 and "list_setting"."notice_seconds" between 0 and 864000),
	CONSTRAINT "list_setting_reviewers" CHECK ("list_setting"."min_reviewers" between 1 and 99 and "list_setting"."min_reviewers" % 2 = 1)
);
--> statement-breakpoint
CREATE TABLE "scoring_dimension" (
	"challenge_id" uuid NOT NULL,
	"ordinal" smallint NOT NULL,
	"name" text NOT NULL,
	"weight" integer NOT NULL,
	CONSTRAINT "scoring_dimension_challenge_id_ordinal_pk" PRIMARY KEY("challenge_id","ordinal"),
	CONSTRAINT "scoring_dimension_name_length" CHECK (char_length("scoring_dimension"."name") between 1 and 50),
	CONSTRAINT "scoring_dimension_weight" CHECK ("scoring_dimension"."weight" between 1 and 100)
);
--> statement-breakpoint
CREATE TABLE "contract" (
	"id" uuid PRIMARY KEY NOT NULL,
	"challenge_id" uuid,
	"bid_id" uuid,
	"buyer_id" uuid NOT NULL,
	"seller_id" uuid NOT NULL,
	"type" text NOT NULL,
	"field" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"title" text NOT NULL,
	"contract_amount_fen" bigint NOT NULL,
	"technology_amount_fen" bigint NOT NULL,
	"signed_on" date,
	"buyer_signed_by" uuid,
	"buyer_signed_at" timestamp (3) with time zone,
	"seller_signed_by" uuid,
	"seller_signed_at" timestamp (3) with time zone,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "contract_type" CHECK ("contract"."type" in ('development', 'transfer', 'licence', 'consulting', 'service')),
	CONSTRAINT "contract_field" CHECK ("contract"."field" in ('electronic_information', 'aerospace', 'advanced_manufacturing', 'biomedicine', 'new_materials', 'new_energy', 'environment', 'nuclear', 'agriculture', 'modern_transport', 'urban_social')),
	CONSTRAINT "contract_state" CHECK ("contract"."state" in ('draft', 'signed', 'performing', 'completed', 'terminated')),
	CONSTRAINT "contract_title_length" CHECK (char_length("contract"."title") between 1 and 200),
	CONSTRAINT "contract_amount" CHECK ("contract"."contract_amount_fen" between 1 and 9000000000000000),
	CONSTRAINT "contract_technology_amount" CHECK ("contract"."technology_amount_fen" between 0 and 9000000000000000),
	CONSTRAINT "contract_technology_within_amount" CHECK ("contract"."technology_amount_fen" <= "contract"."contract_amount_fen"),
	CONSTRAINT "contract_two_parties" CHECK ("contract"."buyer_id" <> "contract"."seller_id"),
	CONSTRAINT "contract_signed_by_both" CHECK ("contract"."state" in ('draft', 'terminated') or ("contract"."buyer_signed_at" is not null and "contract"."seller_signed_at" is not null and "contract"."signed_on" is not null))
);
--> statement-breakpoint
CREATE TABLE "contract_line" (
	"contract_id" uuid NOT NULL,
	"ordinal" smallint NOT NULL,
	"kind" text NOT NULL,
	"description" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"is_reasonable_deliverable" boolean NOT NULL,
	CONSTRAINT "contract_line_contract_id_ordinal_pk" PRIMARY KEY("contract_id","ordinal"),
	CONSTRAINT "contract_line_kind" CHECK ("contract_line"."kind" in ('equipment', 'instrument', 'part', 'material')),
	CONSTRAINT "contract_line_amount" CHECK ("contract_line"."amount_fen" between 1 and 9000000000000000)
);
--> statement-breakpoint
CREATE TABLE "money_fact" (
	"id" uuid PRIMARY KEY NOT NULL,
	"contract_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"occurred_on" date NOT NULL,
	"evidence_id" uuid NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "money_fact_kind" CHECK ("money_fact"."kind" in ('receipt', 'payment', 'invoice')),
	CONSTRAINT "money_fact_amount" CHECK ("money_fact"."amount_fen" between 1 and 9000000000000000)
);
--> statement-breakpoint
CREATE TABLE "demand" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"region_code" text,
	"search_text" text DEFAULT '' NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"published_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"import_key" text,
	"title" text NOT NULL,
	"problem" text NOT NULL,
	"background" text NOT NULL,
	"indicators" jsonb NOT NULL,
	"field" text,
	"industry_code" text,
	"budget_min_fen" bigint,
	"budget_max_fen" bigint,
	"needed_by" date,
	"trl_wanted" smallint,
	"cooperation_modes" text[] NOT NULL,
	"ways_of_transfer" text[] NOT NULL,
	"ip_wish" text,
	"solver_conditions" text NOT NULL,
	"contact" jsonb NOT NULL,
	CONSTRAINT "demand_state" CHECK ("demand"."state" in ('draft', 'submitted', 'returned', 'published', 'withdrawn', 'expired')),
	CONSTRAINT "demand_field" CHECK ("demand"."field" in ('electronic_information', 'aerospace', 'advanced_manufacturing', 'biomedicine', 'new_materials', 'new_energy', 'environment', 'nuclear', 'agriculture', 'modern_transport', 'urban_social')),
	CONSTRAINT "demand_ip_wish" CHECK ("demand"."ip_wish" in ('buyer', 'shared', 'seller', 'negotiable')),
	CONSTRAINT "demand_title_length" CHECK (char_length("demand"."title") between 0 and 200),
	CONSTRAINT "demand_budget_min" CHECK ("demand"."budget_min_fen" between 0 and 9000000000000000),
	CONSTRAINT "demand_budget_max" CHECK ("demand"."budget_max_fen" between 0 and 9000000000000000),
	CONSTRAINT "demand_budget_order" CHECK ("demand"."budget_min_fen" <= "demand"."budget_max_fen"),
	CONSTRAINT "demand_trl" CHECK ("demand"."trl_wanted" between 1 and 9),
	CONSTRAINT "demand_published_dates" CHECK ("demand"."state" not in ('published', 'expired') or ("demand"."published_at" is not null and "demand"."expires_at" > "demand"."published_at")),
	CONSTRAINT "demand_quality_gate" CHECK ("demand"."state" <> 'published' or ("demand"."title" <> '' and "demand"."field" is not null and jsonb_array_length("demand"."indicators") > 0))
);
--> statement-breakpoint
CREATE TABLE "expert" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"region_code" text,
	"search_text" text DEFAULT '' NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"published_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"import_key" text,
	"name" text NOT NULL,
	"unit" text NOT NULL,
	"title" text NOT NULL,
	"kinds" text[] NOT NULL,
	"fields" text[] NOT NULL,
	"disciplines" text[] NOT NULL,
	"research_directions" text NOT NULL,
	"summary" text NOT NULL,
	"birth_year" smallint,
	"reviews_per_year" smallint NOT NULL,
	"recusal_units" text[] NOT NULL,
	"consented_on" date,
	"consent_expires_on" date,
	"contact" jsonb NOT NULL,
	CONSTRAINT "expert_state" CHECK ("expert"."state" in ('draft', 'submitted', 'returned', 'published', 'withdrawn', 'expired')),
	CONSTRAINT "expert_name_length" CHECK (char_length("expert"."name") between 0 and 100),
	CONSTRAINT "expert_reviews_per_year" CHECK ("expert"."reviews_per_year" between 0 and 100),
	CONSTRAINT "expert_published_dates" CHECK ("expert"."state" not in ('published', 'expired') or ("expert"."published_at" is not null and "expert"."expires_at" > "expert"."published_at")),
	CONSTRAINT "expert_quality_gate" CHECK ("expert"."state" <> 'published' or ("expert"."name" <> '' and cardinality("expert"."fields") > 0 and "expert"."consented_on" is not null))
);
--> statement-breakpoint
CREATE TABLE "known_address" (
	"user_id" uuid NOT NULL,
	"address_hash" text NOT NULL,
	"last_used_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"organisation_kind" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "membership_role_fits_kind" CHECK ((organisation_kind = 'enterprise' and role in ('member', 'admin', 'expert')) or (organisation_kind = 'university' and role in ('member', 'admin', 'expert')) or (organisation_kind = 'institute' and role in ('member', 'admin', 'expert')) or (organisation_kind = 'broker_agency' and role in ('manager', 'admin')) or (organisation_kind = 'registry' and role in ('registrar', 'admin')) or (organisation_kind = 'bureau' and role in ('officer', 'reviewer', 'approver', 'cashier', 'auditor')))
);
--> statement-breakpoint
CREATE TABLE "organisation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"credit_code" text NOT NULL,
	"region_code" text NOT NULL,
	"state" text DEFAULT 'unverified' NOT NULL,
	"registry_code" text,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "organisation_id_kind" UNIQUE("id","kind"),
	CONSTRAINT "organisation_kind" CHECK ("organisation"."kind" in ('enterprise', 'university', 'institute', 'broker_agency', 'registry', 'bureau')),
	CONSTRAINT "organisation_state_word" CHECK ("organisation"."state" in ('unverified', 'verified', 'rejected')),
	CONSTRAINT "organisation_name_length" CHECK (char_length("organisation"."name") between 2 and 200),
	CONSTRAINT "organisation_credit_code_shape" CHECK ("organisation"."credit_code" ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
	CONSTRAINT "organisation_registry_code_shape" CHECK (("organisation"."kind" = 'registry') = ("organisation"."registry_code" is not null) and ("organisation"."registry_code" is null or "organisation"."registry_code" ~ '^[0-9]{6}$'))
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"user_id" uuid NOT NULL,
	"membership_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"last_used_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "session_secret_hash_length" CHECK (octet_length("session"."secret_hash") = 32)
);
--> statement-breakpoint
CREATE TABLE "sign_in_throttle" (
	"key" text PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"last_failure_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_account" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"display_name" text NOT NULL,
	"password_hash" text NOT NULL,
	"is_admin" boolean DEFAULT false NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"password_changed_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "user_account_email_folded" CHECK ("user_account"."email" = lower("user_account"."email")),
	CONSTRAINT "user_account_display_name_length" CHECK (char_length("user_account"."display_name") between 1 and 100)
);
--> statement-breakpoint
CREATE TABLE "import_batch" (
	"id" uuid PRIMARY KEY NOT NULL,
	"library" text NOT NULL,
	"organisation_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"file_sha256" text NOT NULL,
	"format" text NOT NULL,
	"header" jsonb,
	"mapping" jsonb NOT NULL,
	"state" text DEFAULT 'previewed' NOT NULL,
	"row_count" integer NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "import_batch_library" CHECK ("import_batch"."library" in ('achievement', 'demand', 'expert')),
	CONSTRAINT "import_batch_state" CHECK ("import_batch"."state" in ('previewed', 'running', 'done')),
	CONSTRAINT "import_batch_finished" CHECK (("import_batch"."state" = 'done') = ("import_batch"."finished_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "import_mapping" (
	"organisation_id" uuid NOT NULL,
	"library" text NOT NULL,
	"signature" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"used_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "import_row" (
	"batch_id" uuid NOT NULL,
	"row_no" integer NOT NULL,
	"row_key" text NOT NULL,
	"state" text NOT NULL,
	"cells" jsonb NOT NULL,
	"problems" jsonb NOT NULL,
	"listing_id" uuid,
	CONSTRAINT "import_row_batch_id_row_no_pk" PRIMARY KEY("batch_id","row_no"),
	CONSTRAINT "import_row_state_word" CHECK ("import_row"."state" in ('ready', 'rejected', 'stored', 'duplicate')),
	CONSTRAINT "import_row_listing" CHECK (("import_row"."state" in ('stored', 'duplicate')) = ("import_row"."listing_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"actor_user_id" uuid,
	"actor_organisation_id" uuid,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"before_digest" text,
	"after_digest" text,
	"request_id" text NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_entry_hash_shape" CHECK ("audit_entry"."hash" ~ '^[0-9a-f]{64}$' and "audit_entry"."prev_hash" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_head_single" CHECK ("audit_head"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "evidence_file" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"content" "bytea" NOT NULL,
	"uploaded_by" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"uploaded_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "evidence_file_name_length" CHECK (char_length("evidence_file"."name") between 1 and 255),
	CONSTRAINT "evidence_file_size" CHECK ("evidence_file"."size_bytes" = octet_length("evidence_file"."content") and "evidence_file"."size_bytes" between 1 and 20971520),
	CONSTRAINT "evidence_file_sha256_shape" CHECK ("evidence_file"."sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "lifecycle_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"event" text NOT NULL,
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	"actor_user_id" uuid,
	"actor_organisation_id" uuid,
	"reason" text DEFAULT '' NOT NULL,
	"at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "listing_change" (
	"seq" bigint NOT NULL,
	"library" text NOT NULL,
	"listing_id" uuid NOT NULL,
	CONSTRAINT "listing_change_seq_library_listing_id_pk" PRIMARY KEY("seq","library","listing_id"),
	CONSTRAINT "listing_change_library" CHECK ("listing_change"."library" in ('achievement', 'demand', 'expert'))
);
--> statement-breakpoint
CREATE TABLE "industry" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"parent_code" text,
	"level" smallint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lifecycle_step" (
	"subject_kind" text NOT NULL,
	"from_state" text NOT NULL,
	"event" text NOT NULL,
	"to_state" text NOT NULL,
	CONSTRAINT "lifecycle_step_subject_kind_from_state_event_pk" PRIMARY KEY("subject_kind","from_state","event")
);
--> statement-breakpoint
CREATE TABLE "region" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"parent_code" text
);
--> statement-breakpoint
CREATE TABLE "registration" (
	"id" uuid PRIMARY KEY NOT NULL,
	"contract_id" uuid NOT NULL,
	"registry_id" uuid NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"submitted_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"due_on" date,
	"examined_by" uuid,
	"recognised_type" text,
	"recognised_amount_fen" bigint,
	"registered_by" uuid,
	"registered_at" timestamp (3) with time zone,
	"registered_on" date,
	"number" text,
	"verification_code" text,
	"refusal_reason" text,
	"deregistered_on" date,
	CONSTRAINT "registration_state" CHECK ("registration"."state" in ('draft', 'submitted', 'correction_requested', 'accepted', 'examined', 'expert_examination', 'registered', 'refused', 'deregistered', 'revoked')),
	CONSTRAINT "registration_type" CHECK ("registration"."recognised_type" in ('development', 'transfer', 'licence', 'consulting', 'service')),
	CONSTRAINT "registration_refusal" CHECK ("registration"."refusal_reason" in ('parties_unclear', 'subject_unclear', 'price_unclear', 'illegal_monopoly_or_infringement', 'proofs_do_not_match', 'names_and_seals_differ')),
	CONSTRAINT "registration_recognised_amount" CHECK ("registration"."recognised_amount_fen" between 0 and 9000000000000000),
	CONSTRAINT "registration_number_shape" CHECK ("registration"."number" ~ '^[0-9]{16}$'),
	CONSTRAINT "registration_complete" CHECK ("registration"."state" not in ('registered', 'deregistered', 'revoked') or ("registration"."number" is not null and "registration"."registered_on" is not null and "registration"."verification_code" is not null and "registration"."recognised_amount_fen" is not null)),
	CONSTRAINT "registration_refused_with_reason" CHECK (("registration"."state" = 'refused') = ("registration"."refusal_reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "registration_counter" (
	"registry_id" uuid NOT NULL,
	"year" smallint NOT NULL,
	"last_number" integer NOT NULL,
	CONSTRAINT "registration_counter_registry_id_year_pk" PRIMARY KEY("registry_id","year"),
	CONSTRAINT "registration_counter_range" CHECK ("registration_counter"."last_number" between 0 and 999999)
);
--> statement-breakpoint
CREATE TABLE "determination" (
	"id" uuid PRIMARY KEY NOT NULL,
	"policy_version_id" uuid NOT NULL,
	"policy_status" text NOT NULL,
	"rule" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"beneficiary_id" uuid NOT NULL,
	"window" text NOT NULL,
	"ceiling_fen" bigint NOT NULL,
	"trace" jsonb NOT NULL,
	"state" text NOT NULL,
	"computed_by" uuid NOT NULL,
	"bureau_id" uuid NOT NULL,
	"computed_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "determination_ceiling" CHECK ("determination"."ceiling_fen" between 0 and 9000000000000000),
	CONSTRAINT "determination_draft_is_simulation" CHECK ("determination"."policy_status" <> 'draft' or "determination"."state" = 'simulated')
);
--> statement-breakpoint
CREATE TABLE "policy_version" (
	"id" uuid PRIMARY KEY NOT NULL,
	"policy_id" text NOT NULL,
	"title" text NOT NULL,
	"status" text NOT NULL,
	"sha256" text NOT NULL,
	"source" text NOT NULL,
	"loaded_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "policy_version_sha256" UNIQUE("policy_id","sha256"),
	CONSTRAINT "policy_version_id_status" UNIQUE("id","status"),
	CONSTRAINT "policy_version_status" CHECK ("policy_version"."status" in ('draft', 'in_force', 'superseded', 'repealed')),
	CONSTRAINT "policy_version_title_length" CHECK (char_length("policy_version"."title") between 1 and 300)
);
--> statement-breakpoint
ALTER TABLE "achievement" ADD CONSTRAINT "achievement_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "achievement" ADD CONSTRAINT "achievement_region_code_region_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."region"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "achievement" ADD CONSTRAINT "achievement_created_by_user_account_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "achievement" ADD CONSTRAINT "achievement_industry_code_industry_code_fk" FOREIGN KEY ("industry_code") REFERENCES "public"."industry"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bid" ADD CONSTRAINT "bid_challenge_id_challenge_id_fk" FOREIGN KEY ("challenge_id") REFERENCES "public"."challenge"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bid" ADD CONSTRAINT "bid_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bid" ADD CONSTRAINT "bid_created_by_user_account_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score" ADD CONSTRAINT "score_bid_id_bid_id_fk" FOREIGN KEY ("bid_id") REFERENCES "public"."bid"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "score" ADD CONSTRAINT "score_reviewer_id_user_account_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenge" ADD CONSTRAINT "challenge_demand_id_demand_id_fk" FOREIGN KEY ("demand_id") REFERENCES "public"."demand"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenge" ADD CONSTRAINT "challenge_poster_id_organisation_id_fk" FOREIGN KEY ("poster_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenge" ADD CONSTRAINT "challenge_bureau_id_organisation_id_fk" FOREIGN KEY ("bureau_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenge" ADD CONSTRAINT "challenge_created_by_user_account_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenge_reviewer" ADD CONSTRAINT "challenge_reviewer_challenge_id_challenge_id_fk" FOREIGN KEY ("challenge_id") REFERENCES "public"."challenge"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenge_reviewer" ADD CONSTRAINT "challenge_reviewer_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenge_reviewer" ADD CONSTRAINT "challenge_reviewer_assigned_by_user_account_id_fk" FOREIGN KEY ("assigned_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_setting" ADD CONSTRAINT "list_setting_bureau_id_organisation_id_fk" FOREIGN KEY ("bureau_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scoring_dimension" ADD CONSTRAINT "scoring_dimension_challenge_id_challenge_id_fk" FOREIGN KEY ("challenge_id") REFERENCES "public"."challenge"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_challenge_id_challenge_id_fk" FOREIGN KEY ("challenge_id") REFERENCES "public"."challenge"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_bid_id_bid_id_fk" FOREIGN KEY ("bid_id") REFERENCES "public"."bid"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_buyer_id_organisation_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_seller_id_organisation_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_buyer_signed_by_user_account_id_fk" FOREIGN KEY ("buyer_signed_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_seller_signed_by_user_account_id_fk" FOREIGN KEY ("seller_signed_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_created_by_user_account_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_line" ADD CONSTRAINT "contract_line_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "money_fact" ADD CONSTRAINT "money_fact_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "money_fact" ADD CONSTRAINT "money_fact_evidence_id_evidence_file_id_fk" FOREIGN KEY ("evidence_id") REFERENCES "public"."evidence_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "money_fact" ADD CONSTRAINT "money_fact_recorded_by_user_account_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "demand" ADD CONSTRAINT "demand_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "demand" ADD CONSTRAINT "demand_region_code_region_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."region"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "demand" ADD CONSTRAINT "demand_created_by_user_account_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "demand" ADD CONSTRAINT "demand_industry_code_industry_code_fk" FOREIGN KEY ("industry_code") REFERENCES "public"."industry"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expert" ADD CONSTRAINT "expert_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expert" ADD CONSTRAINT "expert_region_code_region_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."region"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expert" ADD CONSTRAINT "expert_created_by_user_account_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "known_address" ADD CONSTRAINT "known_address_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_organisation_id_organisation_kind_organisation_id_kind_fk" FOREIGN KEY ("organisation_id","organisation_kind") REFERENCES "public"."organisation"("id","kind") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_region_code_region_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."region"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_membership_id_membership_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."membership"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_batch" ADD CONSTRAINT "import_batch_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_batch" ADD CONSTRAINT "import_batch_created_by_user_account_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_mapping" ADD CONSTRAINT "import_mapping_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_batch_id_import_batch_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."import_batch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_file" ADD CONSTRAINT "evidence_file_uploaded_by_user_account_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_file" ADD CONSTRAINT "evidence_file_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lifecycle_event" ADD CONSTRAINT "lifecycle_event_actor_user_id_user_account_id_fk" FOREIGN KEY ("actor_user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lifecycle_event" ADD CONSTRAINT "lifecycle_event_actor_organisation_id_organisation_id_fk" FOREIGN KEY ("actor_organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing_change" ADD CONSTRAINT "listing_change_seq_audit_entry_seq_fk" FOREIGN KEY ("seq") REFERENCES "public"."audit_entry"("seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "industry" ADD CONSTRAINT "industry_parent_code_industry_code_fk" FOREIGN KEY ("parent_code") REFERENCES "public"."industry"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "region" ADD CONSTRAINT "region_parent_code_region_code_fk" FOREIGN KEY ("parent_code") REFERENCES "public"."region"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration" ADD CONSTRAINT "registration_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration" ADD CONSTRAINT "registration_registry_id_organisation_id_fk" FOREIGN KEY ("registry_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration" ADD CONSTRAINT "registration_submitted_by_user_account_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration" ADD CONSTRAINT "registration_examined_by_user_account_id_fk" FOREIGN KEY ("examined_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration" ADD CONSTRAINT "registration_registered_by_user_account_id_fk" FOREIGN KEY ("registered_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration_counter" ADD CONSTRAINT "registration_counter_registry_id_organisation_id_fk" FOREIGN KEY ("registry_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_beneficiary_id_organisation_id_fk" FOREIGN KEY ("beneficiary_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_computed_by_user_account_id_fk" FOREIGN KEY ("computed_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_bureau_id_organisation_id_fk" FOREIGN KEY ("bureau_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "determination" ADD CONSTRAINT "determination_policy_version_id_policy_status_policy_version_id_status_fk" FOREIGN KEY ("policy_version_id","policy_status") REFERENCES "public"."policy_version"("id","status") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "achievement_listed" ON "achievement" USING btree ("state","published_at","id");--> statement-breakpoint
CREATE INDEX "achievement_organisation" ON "achievement" USING btree ("organisation_id","updated_at");--> statement-breakpoint
CREATE UNIQUE INDEX "achievement_import_key" ON "achievement" USING btree ("organisation_id","import_key");--> statement-breakpoint
CREATE INDEX "bid_challenge" ON "bid" USING btree ("challenge_id","state");--> statement-breakpoint
CREATE INDEX "bid_organisation" ON "bid" USING btree ("organisation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "bid_one_per_unit" ON "bid" USING btree ("challenge_id","organisation_id") WHERE state <> 'withdrawn';--> statement-breakpoint
CREATE INDEX "challenge_listed" ON "challenge" USING btree ("state","published_at","id");--> statement-breakpoint
CREATE INDEX "challenge_poster" ON "challenge" USING btree ("poster_id");--> statement-breakpoint
CREATE INDEX "challenge_bureau" ON "challenge" USING btree ("bureau_id");--> statement-breakpoint
CREATE UNIQUE INDEX "challenge_one_per_demand" ON "challenge" USING btree ("demand_id") WHERE state not in ('cancelled', 'no_bids', 'failed', 'archived');--> statement-breakpoint
CREATE INDEX "challenge_reviewer_user" ON "challenge_reviewer" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "contract_buyer" ON "contract" USING btree ("buyer_id","created_at");--> statement-breakpoint
CREATE INDEX "contract_seller" ON "contract" USING btree ("seller_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "contract_one_per_challenge" ON "contract" USING btree ("challenge_id") WHERE state <> 'terminated';--> statement-breakpoint
CREATE INDEX "money_fact_contract" ON "money_fact" USING btree ("contract_id","kind");--> statement-breakpoint
CREATE INDEX "demand_listed" ON "demand" USING btree ("state","published_at","id");--> statement-breakpoint
CREATE INDEX "demand_organisation" ON "demand" USING btree ("organisation_id","updated_at");--> statement-breakpoint
CREATE UNIQUE INDEX "demand_import_key" ON "demand" USING btree ("organisation_id","import_key");--> statement-breakpoint
CREATE INDEX "expert_listed" ON "expert" USING btree ("state","published_at","id");--> statement-breakpoint
CREATE INDEX "expert_organisation" ON "expert" USING btree ("organisation_id","updated_at");--> statement-breakpoint
CREATE UNIQUE INDEX "expert_import_key" ON "expert" USING btree ("organisation_id","import_key");--> statement-breakpoint
CREATE UNIQUE INDEX "known_address_once" ON "known_address" USING btree ("user_id","address_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "membership_person_once" ON "membership" USING btree ("user_id","organisation_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "membership_organisation" ON "membership" USING btree ("organisation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "organisation_credit_code" ON "organisation" USING btree ("credit_code");--> statement-breakpoint
CREATE UNIQUE INDEX "organisation_registry_code" ON "organisation" USING btree ("registry_code");--> statement-breakpoint
CREATE INDEX "organisation_state" ON "organisation" USING btree ("state");--> statement-breakpoint
CREATE INDEX "session_user" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "user_account_email" ON "user_account" USING btree ("email");--> statement-breakpoint
CREATE INDEX "import_batch_organisation" ON "import_batch" USING btree ("organisation_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "import_mapping_once" ON "import_mapping" USING btree ("organisation_id","library","signature");--> statement-breakpoint
CREATE INDEX "import_row_state" ON "import_row" USING btree ("batch_id","state","row_no");--> statement-breakpoint
CREATE INDEX "audit_entry_subject" ON "audit_entry" USING btree ("subject_kind","subject_id");--> statement-breakpoint
CREATE INDEX "evidence_file_subject" ON "evidence_file" USING btree ("subject_kind","subject_id");--> statement-breakpoint
CREATE INDEX "evidence_file_sha256" ON "evidence_file" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "lifecycle_event_subject" ON "lifecycle_event" USING btree ("subject_kind","subject_id","at");--> statement-breakpoint
CREATE INDEX "region_parent" ON "region" USING btree ("parent_code");--> statement-breakpoint
CREATE INDEX "registration_registry" ON "registration" USING btree ("registry_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "registration_once" ON "registration" USING btree ("contract_id") WHERE state not in ('refused', 'deregistered', 'revoked');--> statement-breakpoint
CREATE UNIQUE INDEX "registration_number" ON "registration" USING btree ("number");--> statement-breakpoint
CREATE INDEX "determination_beneficiary" ON "determination" USING btree ("beneficiary_id","computed_at");--> statement-breakpoint
CREATE INDEX "determination_subject" ON "determination" USING btree ("subject_kind","subject_id");