import { useParams } from '@tanstack/react-router';

/** The number of the ticket on screen; undefined where messages stand elsewhere. */
export function useTicketNumber(): string | undefined {
  return useParams({ strict: false, select: (params) => params.number });
}
