/* Page frames within REF, and where REF ends. Inside telegram/ only. */
#ifndef TELEGRAM_REFERENCE_FRAME_H
#define TELEGRAM_REFERENCE_FRAME_H

#include "telegram/reference_token.h"

/* Takes out "ROME 00000009  002.3 OF 003", "PAGE 02 ROME 01196 01 OF 02 082030Z" and the class word
 * before it, wherever they stand. */
void reference_drop_frames(TokenList *tokens);
/* Puts TOKEN_END where something else than references begins. */
void reference_cut_end(TokenList *tokens);

#endif
