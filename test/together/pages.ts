/** Loaded by one file for all of them: hooks stand in a `describe`, nothing is changed that others see. */
import '../db/api.spec.js';
import '../db/api-forgotten.spec.js';
import '../db/api-office.spec.js';
import '../db/api-page-proofs.spec.js';
import '../db/api-pages.spec.js';
import '../db/api-papers.spec.js';
import '../db/api-playground.spec.js';
import '../db/api-portal-profiles.spec.js';
import '../db/wordings.spec.js';
