/* The one global of the program that changes. A semaphore stands beside the flag because in a
 * server the signal may reach another thread than the one that waits. */
#include "base/interrupt.h"

#include <semaphore.h>
#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t arrived;
static sem_t arrival;

static void on_signal(int number)
{
	(void)number;
	arrived = 1;
	sem_post(&arrival);
}

void interrupt_watch(void)
{
	/* No SA_RESTART: a read that blocks must notice. Once only: a second signal kills. */
	struct sigaction action = { .sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND };

	sem_init(&arrival, 0, 0);
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

bool interrupted(void)
{
	return arrived != 0;
}

void interrupt_wait(void)
{
	while (!arrived)
		sem_wait(&arrival);
}

enum fault interrupt_check(struct error *err)
{
	return arrived ? fail(err, FAULT_INTERRUPTED, "interrupted by a signal") : FAULT_NONE;
}
