/* datetimeapi.h - dates and times as text: with all of locales in winnls.h. */
#include "winnls.h"
