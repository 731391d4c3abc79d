/** The page: a header that tells what waits, and one view at a time. */
import { onUnauthenticated } from './api.js';
import { byId } from './dom.js';
import { showBacklog } from './part/backlog.js';
import { showUser } from './part/user.js';
import { askForToken } from './part/token.js';
import { route } from './router.js';
import { batches } from './view/batches.js';
import { batch } from './view/batch.js';
import { letters } from './view/letters.js';
import { photograph } from './view/photograph.js';
import { results } from './view/results.js';
import { review } from './view/review.js';
import { submit } from './view/submit.js';

onUnauthenticated(askForToken);
// The address names the view: it must not change.
byId('skip').addEventListener('click', (event) => { event.preventDefault(); byId('main').focus(); });
route([
  { pattern: /^\/$/, section: 'batches', view: batches },
  { pattern: /^\/submit$/, section: 'submit', view: submit },
  { pattern: /^\/batches\/([^/]+)$/, section: 'batches', view: batch },
  { pattern: /^\/batches\/([^/]+)\/results$/, section: 'batches', view: results },
  { pattern: /^\/batches\/([^/]+)\/review$/, section: 'review', view: review },
  { pattern: /^\/batches\/([^/]+)\/jobs\/([^/]+)$/, section: 'batches', view: photograph },
  { pattern: /^\/review$/, section: 'review', view: review },
  { pattern: /^\/dead-letters$/, section: 'dead-letters', view: letters },
]);
void showBacklog();
void showUser();
