using System.Diagnostics.CodeAnalysis;

namespace Hearsay.Ledger;

/// <summary>
/// What was read last, of more than can be kept: two halves, of which the older one is let go when the newer one is full. What is asked for goes into the newer half (second chance, as in
/// the clock algorithm of Corbató 1968).
/// </summary>
/// <param name="most">How many are kept at most.</param>
internal sealed class Recent<TKey, TValue>(int most) where TKey : notnull
{
    private Dictionary<TKey, TValue> newer = [], older = [];

    public TValue this[TKey key]
    {
        set
        {
            if (newer.Count >= most / 2)
            {
                (newer, older) = (older, newer);
                newer.Clear();
            }
            newer[key] = value;
        }
    }

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (newer.TryGetValue(key, out value))
            return true;
        if (!older.TryGetValue(key, out value))
            return false;
        this[key] = value;
        return true;
    }

    public bool ContainsKey(TKey key) => newer.ContainsKey(key) || older.ContainsKey(key);

    public void Remove(TKey key)
    {
        newer.Remove(key);
        older.Remove(key);
    }

    public void Clear()
    {
        newer.Clear();
        older.Clear();
    }
}
