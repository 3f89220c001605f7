namespace Whorl.Components.Tasks;

/// <summary>What can be in a <see cref="MemberList{T}"/>.</summary>
internal interface IMember
{
    /// <summary>Its place in the list, from 1; 0 if it is in none. For the list only.</summary>
    int Place { get; set; }
}
