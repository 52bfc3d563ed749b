// The editors' workshop: what helps on the pages of the admin. Each part does nothing where it has nothing to do.

import { copyByButtons } from "./copying.js";
import { keepDrafts, settleDrafts } from "./drafts.js";
import { showDoubles } from "./duplicates.js";
import { saveByKeys } from "./keys.js";
import { followLanguages } from "./languages.js";
import { warnOfLeaving } from "./leaving.js";
import { mend } from "./mending.js";
import { openPaletteByKeys } from "./palette.js";
import { showTranscriptions } from "./transcriptions.js";
import { offerTransliterations } from "./transliterations.js";

const workshop = document.getElementById("workshop");
const form = document.getElementById(workshop.dataset.form ?? "");
const isPopup = "popup" in workshop.dataset;

settleDrafts();
copyByButtons();
openPaletteByKeys(workshop.dataset);
if (form) {
  mend(form);
  followLanguages(form);
  saveByKeys(form);
  showTranscriptions(form, workshop.dataset);
  offerTransliterations(form, workshop.dataset);
  showDoubles(form, workshop.dataset);
  warnOfLeaving(form);
  if (!isPopup) {
    // The window of another form closes without a word when it is saved: nothing would say that its draft is done.
    keepDrafts(form, workshop.dataset);
  }
}
