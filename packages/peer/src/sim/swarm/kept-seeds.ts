// Seeds that broke a rule once, tried before all others. What each of them found is mended; should it break again, that is where to look.

/** For plans of 16 peers and 60 faults. */
export const keptSeeds: readonly (readonly [seed: number, found: string])[] = [
  [1, 'a peer once held silent was left out of lists for ever, though everybody else named it'],
  [4, 'the last probe of a burst had no time to be answered before the verdict'],
  [44, 'two peers of one id, one of them unheard, went on side by side'],
  [45, 'a joiner passed over living peers that did not answer at once'],
  [67, 'a peer behind the owner answered in its place because the owner had not answered before'],
  [70, 'a living head was buried, its answer stuck behind lost packets'],
  [207, 'lists named peers that nobody asked whether they live'],
  [436, 'a former life of a peer became pred'],
  [87, 'a process was told that its former life could not deliver a message'],
  [1330, 'a peer that its pred had passed over waited for a merge to be found'],
  [6447, 'a joiner passed over a living peer because the connection to it was not made in time'],
  [13004, 'a late answer to a former life was taken for one to the present'],
  [50386, 'of two that notified while pred was probed, the last one followed it and not the nearer'],
  [1017496, 'a member that a list held in its former life was counted as a principal'],
  [1028000, 'merge asked its own ring four times in a row, and its only stranger not at all'],
  [5054294, 'a peer whose list had left politely held itself for alone, although another pointed at it'],
  [
    2007022,
    'a small ring was held for a large one, since two ids lay close together, and merge rested for a minute',
  ],
];
