/** How many connections the driver's pool has, by the events that it tells of them. */

import type { MongoClient } from 'mongodb'
import type { PoolState } from '../../datasource/report.ts'

/**
 * @param max the most connections to one server; the pools of several servers are one sum here
 * @returns the state at the moment of asking
 */
export function countConnections(client: MongoClient, max: number): () => PoolState {
  let open = 0
  let used = 0
  let waiting = 0
  client.on('connectionCreated', () => {
    open++
  })
  client.on('connectionClosed', () => {
    open--
  })
  client.on('connectionCheckOutStarted', () => {
    waiting++
  })
  client.on('connectionCheckOutFailed', () => {
    waiting--
  })
  client.on('connectionCheckedOut', () => {
    waiting--
    used++
  })
  client.on('connectionCheckedIn', () => {
    used--
  })
  return () => ({ max, used, idle: Math.max(0, open - used), waiting })
}
